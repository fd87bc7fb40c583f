import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import type { z } from "zod";
import { firstIssues } from "~/http/fields";
import type { Need } from "~/kernel/access";
import type { LineProblem } from "~/kernel/csv/lines";
import { type Pasted, unknownWords } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import { ownValue } from "~/kernel/keyed";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor } from "~/platform/deps";
import { isBusy } from "~/platform/heavy/work";
import { type Limit, spend } from "~/platform/limits/limits.server";
import { entriesOf, type Fields, momentsInUtc, nestFields, otherLanguages, textsIn } from "./fields";
import { remember } from "./once";
import {
  type AnyPlace,
  answering,
  demand,
  enter,
  findMore,
  isRefusal,
  type RouteContext,
  refuse,
  toSignIn,
} from "./route.server";
import { answeredAt, keyOfAnswer, sendingOf, sentOnce } from "./sent/sentOnce.server";
import { statusOf } from "./statuses";

/** One thing a form can ask for: the shape of its fields and what to do with them. */
export type Intent<Context = RouteContext> = {
  readonly need?: Need;
  readonly schema: z.ZodType;
  /** Only shows how something was read, and stores nothing. */
  readonly isPreview?: true;
  readonly run: (context: Context, fields: Fields) => Promise<IntentAnswer>;
};

export type IntentAnswer = Result<unknown, Refusal> | Response | DataAnswer;
/** An answer with its own status, as `data` makes it. */
type DataAnswer = ReturnType<typeof data<object>>;

/** Declares an intent; fields that the schema does not name are refused, not ignored. */
export function intent<S extends z.ZodType, Context>(
  schema: S,
  run: (context: Context, input: z.infer<S>) => Promise<IntentAnswer>,
  need?: Need,
): Intent<Context> {
  return {
    ...(need ? { need } : {}),
    schema,
    run: async (context, fields) => {
      const parsed = schema.safeParse(fields);
      if (!parsed.success)
        return { ok: false, error: { code: "invalid", fields: firstIssues(parsed.error) } };
      return run(context, parsed.data);
    },
  };
}

/**
 * Declares an intent that stores nothing and shows how what was sent was read, however long that is: its answer is the page itself
 * also where a browser sends the form, for whom sending it again is harmless (decision 087).
 */
export function preview<S extends z.ZodType, Context>(
  schema: S,
  run: (context: Context, input: z.infer<S>) => Promise<IntentAnswer>,
): Intent<Context> {
  return { ...intent(schema, run), isPreview: true };
}

export type ActionData =
  | { intent: string; ok: true; value?: unknown }
  | { intent: string; ok: false; error: Refusal; typed: Readonly<Record<string, string>> };

/**
 * An action: the form's `intent` field picks what is done; a need may be raised for one intent.
 * A refusal comes back as data with its status and with what was typed: without JavaScript the page
 * begins anew, and nobody types an endorsement twice.
 */
export function acts<P extends AnyPlace, N extends Need>(
  place: P,
  need: N,
  intents: Readonly<Record<string, Intent<RouteContext<P, N>>>>,
  /** What is meant by a form that names no intent, as machines send it. */
  unnamed?: string,
) {
  const run = async (args: ActionFunctionArgs) => {
    if (args.request.method !== "POST") throw refuse("invalid");
    const form = await args.request.formData().catch(() => undefined);
    const sent = form && (await entriesOf(form));
    const fields = sent && nestFields(sent.entries);
    const name = fields && typeof fields.intent === "string" ? fields.intent : (unnamed ?? "");
    if (need !== "anyone" && args.context.isScripted && !(await whoSent(args)))
      // The page stays, with what was typed on it.
      return answer(name, {}, { ok: false, error: { code: "sign_in_needed" } });
    // What an action changes is looked up anew by the loaders that answer it.
    const found = await enter({ ...args, context: { ...args.context, once: remember() } }, place, need);
    const chosen = Object.hasOwn(intents, name) ? ownValue(intents, name) : undefined;
    if (!fields || !chosen) return answer(name, {}, { ok: false, error: { code: "invalid" } });
    if (chosen.need && chosen.need !== "anyone" && !found.actor) throw toSignIn(args.request);
    if (chosen.need) demand(found, chosen.need);
    const context = await findMore<P, N>(found, place);
    const { intent: _, once, ...rest } = fields;
    if (isOfAnother(once, found.actor))
      return answer(name, rest, { ok: false, error: { code: "other_person" } });
    if (sent?.unreadable)
      return answer(name, rest, {
        ok: false,
        error: { code: "invalid", fields: { [sent.unreadable]: "errors:field.notText" } },
      });
    const may = await mayAct(args, found.actor);
    if (!may.ok) return answer(name, rest, may);
    if (!context) return answer(name, rest, missing);
    const sending = sendingOf(args.request, found.actor, fields);
    const result = await sentOnce(context.deps, sending, (deps) =>
      orBusy(chosen.run({ ...context, deps }, momentsInUtc(otherLanguages(rest)))),
    );
    if (!isPlain(args) || chosen.isPreview) return answer(name, rest, result);
    if (result instanceof Response || !("ok" in result) || !result.ok) return answer(name, rest, result);
    // A page that is loaded again sends nothing: it stands at an address of its own.
    const key = sending?.isNoted
      ? String(once)
      : await keyOfAnswer(context.deps, found.actor, { intent: name, value: result.value });
    return redirect(answeredAt(args.request, key), 303);
  };
  const action = (args: ActionFunctionArgs) => answering(args, () => run(args));
  const raised = Object.values(intents).flatMap((one) => (one.need ? [one.need] : []));
  /** What can be asked for, for whoever walks through all of it. */
  const offered: Readonly<Record<string, Offered>> = intents;
  return Object.assign(action, { access: { need, raised }, offered });
}

/** An intent as it is seen from outside. */
export type Offered = Pick<Intent<never>, "need" | "schema" | "isPreview">;

/** Whether a browser sent a form by itself, and would send it again with its page. */
const isPlain = ({ context, request }: ActionFunctionArgs) =>
  !context.isScripted && (request.headers.get("Accept")?.includes("text/html") ?? false);

const whoSent = ({ context, request }: ActionFunctionArgs) =>
  context.once("session", () => context.readSession(request));

/** What one person may do in a minute, in all their browsers. */
const acted: Limit = { name: "acts", most: 600, seconds: 60 };

/** Who is signed in is limited for themselves; visitors by their address, which is counted before they come here. */
async function mayAct({ context: { deps, after } }: ActionFunctionArgs, actor: Actor | null) {
  if (actor) return spend(deps, acted, actor.id);
  return after === undefined ? ok() : fail({ code: "too_many", after });
}

/** Whether a form was filled in by another person than the one who is signed in now: its key begins with them. */
function isOfAnother(once: Fields[string] | undefined, actor: Actor | null): boolean {
  const [writer = ""] = typeof once === "string" ? once.split(".") : [];
  return writer !== "" && writer !== actor?.id;
}

/** The same action for a script that wants JSON, with the status that a page would have. */
export function inJson<A extends ReturnType<typeof acts>>(action: A) {
  const run = async (args: ActionFunctionArgs): Promise<Response> => {
    try {
      const answered = (await action(args)) as unknown as Response | ReturnType<typeof data<ActionData>>;
      return answered instanceof Response ? answered : Response.json(answered.data, answered.init ?? {});
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      const { code } = thrown.data;
      return Response.json({ ok: false, error: { code }, code }, thrown.init ?? {});
    }
  };
  return Object.assign(run, { access: action.access, offered: action.offered });
}

/** Who is turned away because of too much work is given back what they typed. */
function orBusy(running: Promise<IntentAnswer>): Promise<IntentAnswer> {
  return running.catch((error: unknown) => {
    if (isBusy(error)) return { ok: false, error: { code: "busy" } } as const;
    throw error;
  });
}

const missing = { ok: false, error: { code: "not_found" } } as const;

function answer(intent: string, fields: Fields, result: IntentAnswer) {
  if (result instanceof Response) return result as never;
  if (!("ok" in result)) {
    const said = result.data as { ok?: boolean };
    const body = said.ok === false ? { typed: textsIn(fields), ...said } : said;
    return data(body, result.init ?? {}) as never;
  }
  const body: ActionData = result.ok
    ? { intent, ok: true, value: result.value }
    : { intent, ok: false, error: result.error, typed: textsIn(fields) };
  if (result.ok) return data(body, { status: 200 });
  const { code, after } = result.error;
  const headers = after === undefined ? undefined : { "Retry-After": String(after) };
  return data(body, { status: statusOf[code], ...(headers ? { headers } : {}) });
}

/** So many bad lines are named: who has to mend more of them mends the file. */
const mostNamed = 20;

/** The refusal of a file with bad lines, the first of them with their numbers, as a response of its own. */
export function refusedLines(intentName: string, problems: readonly LineProblem[], values: object = {}) {
  const body = {
    intent: intentName,
    ok: false as const,
    error: { code: "bad_lines" as const },
    problems: problems.slice(0, mostNamed),
    more: Math.max(0, problems.length - mostNamed),
    ...values,
  };
  return data<object>(body, { status: statusOf.bad_lines });
}

type Input = Told & { readonly csv: string };
/** So many rows are shown before they are stored; all of them are. */
const mostShown = 100;

/** How a pasted table was read, with what is wrong with it; words of the columns that are `asked` may be explained. */
export function refusedTable(
  intentName: string,
  pasted: Input,
  { problems, layout }: Pasted<unknown>,
  asked: readonly string[] = [],
) {
  return refusedLines(intentName, problems, { pasted, layout, unknown: unknownWords(problems, asked) });
}

/** How a pasted table was read, with its first rows: nothing is stored before somebody has seen it. */
export function shownTable<Row, Shown>(
  pasted: Input,
  { rows, layout }: Pasted<Row>,
  show: (row: Row & { line: number }) => Shown,
) {
  const first = rows.slice(0, mostShown);
  return ok({ pasted, layout, rows: first.map(show), count: rows.length });
}

/** How a pasted table was read: with its first rows, or with what is wrong with it. */
export function previewedTable<Row, Shown>(
  intentName: string,
  pasted: Input,
  read: Pasted<Row>,
  show: (row: Row & { line: number }) => Shown,
  asked: readonly string[] = [],
) {
  return read.problems.length > 0
    ? refusedTable(intentName, pasted, read, asked)
    : shownTable(pasted, read, show);
}
