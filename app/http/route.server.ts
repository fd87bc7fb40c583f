import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { allows, type Need } from "~/kernel/access";
import { defaultLanguage, isLanguage, type Language } from "~/kernel/language/languages";
import { type RefusalCode, refusalCodes } from "~/kernel/refusals";
import type { Actor, Deps, Shared, Translate } from "~/platform/deps";
import { isBusy } from "~/platform/heavy/work";
import { isDiskFull, isUnavailable } from "~db/unavailable";
import { readCampaignCookie } from "./campaignCookie";
import type { Once } from "./once";
import { canBeName, type Ground, type Params, type Place } from "./place.server";
import { unshared } from "./shared";
import { statusOf } from "./statuses";

declare module "@remix-run/node" {
  interface AppLoadContext {
    deps: Deps;
    requestId: string;
    nonce: string;
    /** Seconds after which its address may change something again; without it, it may. */
    after?: number;
    /** Resolves when the reader has taken what was sent so far: true, or false where they are gone. */
    ready: () => Promise<boolean>;
    /** Who sent a request, or null. */
    readSession: (request: Request) => Promise<Actor | null>;
    /** Remembers what the loaders of this request look up. */
    once: Once;
    /** Whether a script of the page asks, which shows the answer where the form stands. */
    isScripted?: boolean;
    /** What requests read for each other; without it, each reads for itself. */
    shared?: Shared;
    /** Where a page is made for visitors: whether loaders gave what they gave before, and the page is known. */
    visitor?: { readonly isSame: (shown: unknown) => boolean };
  }
  interface Future {
    v3_singleFetch: true;
  }
}

type Common = {
  readonly deps: Deps;
  readonly request: Request;
  readonly url: URL;
  readonly params: Params;
  readonly language: Language;
  readonly t: Translate;
  readonly requestId: string;
  readonly ready: () => Promise<boolean>;
  /** Loads what several loaders of a request ask for, once. */
  readonly once: Once;
  /** Reads what is the same for all who may see it. */
  readonly shared: Shared;
  /** A path of this site in the reader's language. */
  readonly to: (path: string) => string;
};

export type AnyPlace = Place<Ground, object>;
type At<P extends AnyPlace> = P extends Place<infer Here, infer More> ? Here & More : never;
type ActorOf<N extends Need> = "anyone" extends N ? Actor | null : Actor;

/** What a loader or action is given: what stands at its place, and somebody where its need asks for them. */
export type RouteContext<P extends AnyPlace = Place, N extends Need = "anyone"> = Common &
  At<P> & { readonly actor: ActorOf<N> };

export type Access = { readonly need: Need };

/** A loader that declares who may read. Without standing it answers as if nothing were there. */
export function reads<P extends AnyPlace, N extends Need, T>(
  place: P,
  need: N,
  handler: (context: RouteContext<P, N>) => Promise<T>,
) {
  const loader = (args: LoaderFunctionArgs): Promise<T> =>
    answering(args, async () => handler(await enterToRead(args, place, need)));
  return Object.assign(loader, { access: { need } satisfies Access });
}

/**
 * A loader of files, which have no page to show a refusal on: it is said in plain text. The handler
 * gives null where there is no such file.
 */
export function sends<P extends AnyPlace, N extends Need>(
  place: P,
  need: N,
  handler: (context: RouteContext<P, N>) => Promise<Response | null>,
) {
  const loader = async (args: LoaderFunctionArgs): Promise<Response> => {
    const { language } = splitLanguage(new URL(args.request.url).pathname);
    const refused = (code: RefusalCode) =>
      new Response(`${args.context.deps.translator(language)(`errors:code.${code}`)}\n`, {
        status: statusOf[code],
        headers: { "Content-Type": "text/plain; charset=utf-8", ...headersOf(code) },
      });
    try {
      const file = await answering(args, async () => handler(await enterToRead(args, place, need)));
      return file ?? refused("not_found");
    } catch (thrown) {
      if (isRefusal(thrown)) return refused(thrown.data.code);
      throw thrown;
    }
  };
  return Object.assign(loader, { access: { need } satisfies Access });
}

/** Seconds after which who was turned away because of too much work may ask again. */
const busyFor = 20;
const headersOf = (code: RefusalCode): Record<string, string> =>
  code === "busy" ? { "Retry-After": String(busyFor) } : {};

/** The answer to throw when a page cannot be shown. */
export function refuse(code: RefusalCode) {
  return data({ code }, { status: statusOf[code], headers: headersOf(code) });
}

export function isRefusal(thrown: unknown): thrown is ReturnType<typeof refuse> {
  const given = (thrown as { data?: { code?: unknown } } | null)?.data?.code;
  return refusalCodes.some((code) => code === given);
}

/** A database that is away, a disk that is full and too much work are answers (503, try again), not crashes. */
export async function answering<T>(
  args: LoaderFunctionArgs | ActionFunctionArgs,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isBusy(error)) throw refuse("busy");
    const { deps, requestId } = args.context;
    if (isDiskFull(error)) {
      deps.log.error({ err: error, requestId }, "the disk is full");
      throw refuse("disk_full");
    }
    if (!isUnavailable(error)) throw error;
    deps.log.error({ err: error, requestId }, "the database is away");
    throw refuse("unavailable");
  }
}

/** A context before what only those find who meet the need. */
type Entered<P extends AnyPlace> = Omit<RouteContext, "actor"> & { actor: Actor | null } & (P extends Place<
    infer Here,
    object
  >
    ? Here
    : never);

export async function enter<P extends AnyPlace>(
  args: LoaderFunctionArgs | ActionFunctionArgs,
  place: P,
  need: Need,
): Promise<Entered<P>> {
  const { deps, requestId, ready, once, readSession, shared = unshared(deps) } = args.context;
  const { request, params } = args;
  const url = withoutZeros(new URL(request.url));
  const { lang } = params;
  if (lang !== undefined && (!isLanguage(lang) || lang === defaultLanguage)) throw refuse("not_found");
  const { language } = splitLanguage(url.pathname);
  const person = await once("session", () => readSession(request));
  const campaign = readCampaignCookie(request.headers.get("Cookie"), params.process ?? "");
  const actor = person && campaign ? { ...person, campaign } : person;
  // A visitor is sent to sign in before anything is looked up: known and unknown addresses answer alike.
  if (need !== "anyone" && !actor) throw toSignIn(request);
  const { "*": _, ...names } = params;
  const isAddress = place.isAround || Object.values(names).every(canBeName);
  const here = isAddress ? await place.load({ deps, actor, params, once }) : null;
  if (!here) throw refuse("not_found");
  const entered = {
    ...here,
    deps,
    request,
    url,
    params,
    language,
    t: deps.translator(language),
    actor,
    requestId,
    ready,
    once,
    shared,
    to: (path: string) => inLanguage(language, path),
  };
  demand(entered, need);
  return entered as Entered<P>;
}

/** An address without zeros in its query. Nobody looks for one, and no text of the database holds any: whatever a page looks up by it, finds nothing. */
function withoutZeros(url: URL): URL {
  if (!url.search.includes("%00")) return url;
  const asked = [...url.searchParams].map((one) => one.map((text) => text.replaceAll("\0", "")));
  url.search = new URLSearchParams(asked).toString();
  return url;
}

/** Sends a visitor to sign in, and from there back to where they were. */
export function toSignIn(request: Request): Response {
  const url = new URL(request.url);
  const { language, path } = splitLanguage(url.pathname.replace(/\.data$/, ""));
  const back = `${path}${request.method === "GET" ? url.search : ""}`;
  return redirect(
    inLanguage(language, `/sign-in?redirectTo=${encodeURIComponent(inLanguage(language, back))}`),
  );
}

/** The whole of a place, once its need is met; null where what it holds is not there. */
export async function findMore<P extends AnyPlace, N extends Need>(
  entered: Entered<P>,
  place: P,
): Promise<RouteContext<P, N> | null> {
  const more = place.more ? await place.more(entered) : {};
  return more && ({ ...entered, ...more } as unknown as RouteContext<P, N>);
}

async function enterToRead<P extends AnyPlace, N extends Need>(
  args: LoaderFunctionArgs,
  place: P,
  need: N,
): Promise<RouteContext<P, N>> {
  const context = await findMore<P, N>(await enter(args, place, need), place);
  if (!context) throw refuse("not_found");
  return context;
}

export function demand({ standing }: Ground, need: Need): void {
  if (allows(need, standing)) return;
  if (need === "speaker" && standing.silenced) throw refuse("restrained");
  throw refuse(standing.suspended ? "suspended" : "not_found");
}
