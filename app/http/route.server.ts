import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { z } from "zod";
import { loadScope, type Scope } from "~/features/rounds/registrations/place.server";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { allows, type Need, type Standing } from "~/kernel/access";
import type { LineProblem } from "~/kernel/csv/lines";
import { defaultLanguage, isLanguage, type Language } from "~/kernel/language/languages";
import { type Refusal, type RefusalCode, refusalCodes } from "~/kernel/refusals";
import type { Result } from "~/kernel/result";
import type { Actor, Deps, Translate } from "~/platform/deps";
import { isUnavailable } from "~db/unavailable";
import { readCampaignCookie } from "./campaignCookie";
import { type Fields, nestFields } from "./fields";
import { firstIssues } from "./issues";
import { readSession } from "./session.server";
import { statusOf } from "./statuses";

declare module "@remix-run/node" {
  interface AppLoadContext {
    deps: Deps;
    requestId: string;
    nonce: string;
    /** The client's address, as the proxy settings tell it. */
    address: string;
    /** Resolves when the reader has taken what was sent so far: true, or false where they are gone. */
    ready: () => Promise<boolean>;
  }
  interface Future {
    v3_singleFetch: true;
  }
}

/** What every loader and action is given; `scope` holds what the address names. */
export type RouteContext = {
  readonly deps: Deps;
  readonly request: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  readonly t: Translate;
  readonly actor: Actor | null;
  readonly standing: Standing;
  readonly scope: Scope;
  readonly address: string;
  readonly requestId: string;
  readonly ready: () => Promise<boolean>;
  /** A path of this site in the reader's language. */
  readonly to: (path: string) => string;
};

export type Access = { readonly need: Need };

/**
 * How much of the address a loader looks up. Loaders of layouts stop at the process, so that they
 * answer alike for a round that is not there and for one that is not for this person; the frame
 * around every page is shown even where there is no process of that name.
 */
type Reach = "page" | "process" | "frame";

/** A loader that declares who may read. Without standing it answers as if nothing were there. */
export function reads<T>(need: Need, handler: (context: RouteContext) => Promise<T>, reach: Reach = "page") {
  const loader = (args: LoaderFunctionArgs): Promise<T> =>
    answering(args, async () => handler(await enter(args, need, reach)));
  return Object.assign(loader, { access: { need } satisfies Access });
}

/**
 * A loader of files, which have no page to show a refusal on: it is said in plain text. The handler
 * gives null where there is no such file.
 */
export function sends(need: Need, handler: (context: RouteContext) => Promise<Response | null>) {
  const loader = async (args: LoaderFunctionArgs): Promise<Response> => {
    const { language } = splitLanguage(new URL(args.request.url).pathname);
    const refused = (code: RefusalCode) =>
      new Response(`${args.context.deps.translator(language)(`errors:code.${code}`)}\n`, {
        status: statusOf[code],
        headers: { "Content-Type": "text/plain; charset=utf-8" },
      });
    try {
      const file = await answering(args, async () => handler(await enter(args, need)));
      return file ?? refused("not_found");
    } catch (thrown) {
      if (isRefusal(thrown)) return refused(thrown.data.code);
      throw thrown;
    }
  };
  return Object.assign(loader, { access: { need } satisfies Access });
}

/** One thing a form can ask for: the shape of its fields and what to do with them. */
export type Intent = {
  readonly need?: Need;
  /** `name` is what the form calls the intent. */
  readonly run: (context: RouteContext, fields: Fields, name: string) => Promise<IntentAnswer>;
};
export type IntentAnswer = Result<unknown, Refusal> | Response | DataAnswer;
/** An answer with its own status, as `data` makes it. */
type DataAnswer = ReturnType<typeof data<object>>;

/** Declares an intent; fields that the schema does not name are refused, not ignored. */
export function intent<S extends z.ZodType>(
  schema: S,
  run: (context: RouteContext, input: z.infer<S>) => Promise<IntentAnswer>,
  need?: Need,
): Intent {
  return {
    ...(need ? { need } : {}),
    run: async (context, fields) => {
      const parsed = schema.safeParse(fields);
      if (!parsed.success)
        return { ok: false, error: { code: "invalid", fields: firstIssues(parsed.error) } };
      return run(context, parsed.data);
    },
  };
}

export type ActionData =
  | { intent: string; ok: true; value?: unknown }
  | { intent: string; ok: false; error: Refusal };

/**
 * An action: the form's `intent` field picks what is done; a need may be raised for one intent.
 * A refusal comes back as data with its status, so that the page shows it beside what was typed.
 */
export function acts<Intents extends Record<string, Intent>>(
  need: Need,
  intents: Intents,
  /** What is meant by a form that names no intent, as machines send it. */
  unnamed?: Extract<keyof Intents, string>,
) {
  const run = async (args: ActionFunctionArgs) => {
    if (args.request.method !== "POST") throw refuse("invalid");
    const context = await enter(args, need);
    const form = await args.request.formData().catch(() => undefined);
    const fields = form && nestFields(form.entries());
    const name = fields && typeof fields.intent === "string" ? fields.intent : (unnamed ?? "");
    const chosen = Object.hasOwn(intents, name) ? intents[name] : undefined;
    if (!fields || !chosen) return answer(name, { ok: false, error: { code: "invalid" } });
    if (chosen.need) demand(context, chosen.need);
    const { intent: _, ...rest } = fields;
    return answer(name, await chosen.run(context, rest, name));
  };
  const action = (args: ActionFunctionArgs) => answering(args, () => run(args));
  const raised = Object.values(intents).flatMap((one) => (one.need ? [one.need] : []));
  return Object.assign(action, { access: { need, raised } });
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
  return Object.assign(run, { access: action.access });
}

function answer(intentName: string, result: IntentAnswer) {
  if (result instanceof Response || !("ok" in result)) return result as never;
  const body: ActionData = result.ok
    ? { intent: intentName, ok: true, value: result.value }
    : { intent: intentName, ok: false, error: result.error };
  return data(body, { status: result.ok ? 200 : statusOf[result.error.code] });
}

/** The refusal of a file with bad lines, each with its number, as a response of its own. */
export function refusedLines(intentName: string, problems: readonly LineProblem[], values: object = {}) {
  const body = {
    intent: intentName,
    ok: false as const,
    error: { code: "bad_lines" as const },
    problems,
    ...values,
  };
  return data<object>(body, { status: statusOf.bad_lines });
}

/** The answer to throw when a page cannot be shown. */
export function refuse(code: RefusalCode) {
  return data({ code }, { status: statusOf[code] });
}

function isRefusal(thrown: unknown): thrown is ReturnType<typeof refuse> {
  const given = (thrown as { data?: { code?: unknown } } | null)?.data?.code;
  return refusalCodes.some((code) => code === given);
}

/** A database that is away is an answer (503, try again), not a crash. */
async function answering<T>(
  args: LoaderFunctionArgs | ActionFunctionArgs,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    args.context.deps.log.error({ err: error, requestId: args.context.requestId }, "the database is away");
    throw refuse("unavailable");
  }
}

async function enter(
  args: LoaderFunctionArgs | ActionFunctionArgs,
  need: Need,
  reach: Reach = "page",
): Promise<RouteContext> {
  const { deps, requestId, address, ready } = args.context;
  const url = new URL(args.request.url);
  const { lang } = args.params;
  if (lang !== undefined && (!isLanguage(lang) || lang === defaultLanguage)) throw refuse("not_found");
  const { language } = splitLanguage(url.pathname);
  const person = await readSession(deps, args.request);
  const campaign = readCampaignCookie(args.request.headers.get("Cookie"), args.params.process ?? "");
  const actor = person && campaign ? { ...person, campaign } : person;
  // A visitor is sent to sign in before anything is looked up: known and unknown addresses answer alike.
  if (need !== "anyone" && !actor) {
    const back = `${splitLanguage(url.pathname.replace(/\.data$/, "")).path}${args.request.method === "GET" ? url.search : ""}`;
    throw redirect(
      inLanguage(language, `/sign-in?redirectTo=${encodeURIComponent(inLanguage(language, back))}`),
    );
  }
  const named = reach === "page" ? args.params : { process: args.params.process };
  const scope =
    (await loadScope(deps, actor, named)) ?? (reach === "frame" ? await loadScope(deps, actor, {}) : null);
  if (!scope) throw refuse("not_found");
  const context: RouteContext = {
    deps,
    request: args.request,
    url,
    params: args.params,
    language,
    t: deps.translator(language),
    actor,
    standing: scope.standing,
    scope,
    address,
    requestId,
    ready,
    to: (path) => inLanguage(language, path),
  };
  demand(context, need);
  return context;
}

function demand(context: RouteContext, need: Need): void {
  if (allows(need, context.standing)) return;
  if (need === "speaker" && context.standing.silenced) throw refuse("restrained");
  throw refuse(context.standing.suspended ? "suspended" : "not_found");
}
