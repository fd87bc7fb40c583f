import { redirect } from "@remix-run/node";
import { sha256Hex } from "~/kernel/hash/canonical";
import { fail, ok } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import {
  findSent,
  forgetSent,
  keepAnswer,
  noteAnswered,
  type Sending,
  sentId,
} from "~/platform/sent/sent.server";
import type { IntentAnswer } from "../action.server";
import type { Fields } from "../fields";

/** A form that somebody signed in sent with a key of theirs; null without one. Visitors' forms are known by what they ask for. */
export function sendingOf(
  request: Request,
  actor: Actor | null,
  { intent, once, ...rest }: Fields,
): Sending | null {
  if (!actor || typeof once !== "string" || !/^[^.]+\.[^.]{8,200}$/.test(once)) return null;
  const { pathname } = new URL(request.url);
  const said = sha256Hex(JSON.stringify([pathname.replace(/\.data$/, ""), intent, rest]));
  return { id: sentId(actor.id, once), userId: actor.id, intent: String(intent ?? ""), said, isNoted: false };
}

/** Forms that this node carries out now, with what they say. */
const underWay = new Map<string, { readonly said: string; readonly running: Promise<IntentAnswer> }>();

/**
 * Carries out a form once, however often it is sent: what comes again is answered as the first was. The change itself
 * notes the form in its transaction (`changeProcess`), so nothing is stored twice, whatever becomes of the answer.
 */
export async function sentOnce(
  deps: Deps,
  sending: Sending | null,
  run: (deps: Deps) => Promise<IntentAnswer>,
): Promise<IntentAnswer> {
  if (!sending) return run(deps);
  for (;;) {
    const known = await answerTo(deps, sending);
    if (known) return known;
    const before = underWay.get(sending.id);
    if (!before) break;
    if (before.said === sending.said) return before.running.then(anew);
    // Other words under the same key: what becomes of the first does not answer for them.
    await before.running.catch(() => {});
  }
  const running = carryOut(deps, sending, run);
  underWay.set(sending.id, { said: sending.said, running });
  try {
    return await running;
  } finally {
    underWay.delete(sending.id);
  }
}

async function carryOut(
  deps: Deps,
  sending: Sending,
  run: (deps: Deps) => Promise<IntentAnswer>,
): Promise<IntentAnswer> {
  const result = await run({ ...deps, sending });
  if (!(result instanceof Response) && "ok" in result && !result.ok && result.error.code === "sent_already")
    return (await answerTo(deps, sending)) ?? result;
  if (!sending.isNoted) return result;
  if (result instanceof Response) await keepAnswer(deps, sending.id, answerIn(result));
  else if ("ok" in result && result.ok) await keepAnswer(deps, sending.id, { value: result.value });
  else await forgetSent(deps, sending);
  return result;
}

const answerIn = ({ headers }: Response) => {
  const to = headers.get("Location");
  return to === null ? {} : { to };
};

/** So long is waited for the answer of a form that another node carries out (milliseconds, and how often it is asked). */
const pause = 200;
const mostPauses = 25;

/** What a form was answered that comes again; null where it is the first. */
async function answerTo(deps: Deps, { id, said }: Sending): Promise<IntentAnswer | null> {
  for (let tries = 0; ; tries++) {
    const known = await findSent(deps, id);
    if (!known) return null;
    if (known.said !== said) return fail({ code: "key_reused" });
    const isLost = deps.now().getTime() - known.at.getTime() > pause * mostPauses;
    if (known.answer || isLost || tries === mostPauses) {
      const { to, value } = known.answer ?? {};
      return to === undefined ? ok(value) : redirect(to);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** An answer for another request: a body is read once. */
function anew(answer: IntentAnswer): IntentAnswer {
  return answer instanceof Response
    ? new Response(null, { status: answer.status, headers: answer.headers })
    : answer;
}

/** The key of an answer that is kept for the page that its browser is led to. */
export async function keyOfAnswer(
  deps: Deps,
  actor: Actor | null,
  { intent, value }: { readonly intent: string; readonly value: unknown },
): Promise<string> {
  const key = `${actor?.id ?? ""}.${deps.randomHex(16)}`;
  await noteAnswered(deps, { id: sentId(actor?.id ?? "", key), userId: actor?.id ?? null, intent, value });
  return key;
}

/** The address of a page that shows what became of a form: loaded again, it sends nothing. */
export function answeredAt(request: Request, once: string): string {
  const url = new URL(request.url);
  url.searchParams.set("answered", once.slice(once.indexOf(".") + 1));
  return `${url.pathname}${url.search}`;
}

/** What the page whose address says so shows of a form: its answer, to whoever sent it: the person, or the visitor who was led to it. */
export async function answeredFor(deps: Deps, actor: Actor | null, url: URL) {
  const key = url.searchParams.get("answered");
  if (!key) return null;
  const whose = actor?.id ?? "";
  const known = await findSent(deps, sentId(whose, `${whose}.${key}`));
  return known?.answer ? { intent: known.intent, ok: true as const, value: known.answer.value } : null;
}
