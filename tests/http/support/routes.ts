import type { AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { generatePath } from "@remix-run/react";
import { readSession } from "~/features/accounts/registrations/session.server";
import { startSession } from "~/features/accounts/services/sessions.server";
import { remember } from "~/http/once";
import { unshared } from "~/http/shared";
import type { Deps } from "~/platform/deps";
import addresses from "~/routes";
import type { Person } from "~tests/support/scenario";

export type Handler = (args: LoaderFunctionArgs) => unknown;
export type RouteModule = { readonly [name in "loader" | "action"]?: Handler };
export type Params = Readonly<Record<string, string>>;
/** What a handler answered; `thrown` is what Remix shows instead of the page. */
export type Answer = { readonly thrown: boolean; readonly is: unknown };

type Entry = (typeof addresses)[number];

const modules = import.meta.glob<RouteModule>("../../../app/features/*/pages/**/*.{ts,tsx,js,jsx}");

/** Every page of every feature as "feature/file", whether or not an address leads to it. */
export const routeFiles = Object.keys(modules).map(nameOf).sort();

function nameOf(path: string): string {
  return path.replace(/^.*features\//, "").replace("/pages/", "/");
}

const allAddresses = addresses.flatMap((entry) => walk(entry, ""));

/** The address of every route, by its file; of a file with several, the last. */
export const addressOf: ReadonlyMap<string, string> = new Map(allAddresses);

/** Every address that leads to a file. */
export const addressesOf = (file: string): readonly string[] =>
  allAddresses.flatMap(([name, path]) => (name === file ? [path] : []));

/** What of an address has to be named: all its parts but those that may be left out. */
export const partsOf = (address: string) =>
  [...address.matchAll(/:(\w+)(?![\w?])/g)].map(([, name = ""]) => name);

function walk(entry: Entry, above: string): [string, string][] {
  const path = `${above}${entry.path ? `/${entry.path}` : ""}`;
  const below = (entry.children ?? []).flatMap((child) => walk(child, path));
  return [[nameOf(entry.file), path], ...below];
}

export async function routeModule(file: string): Promise<RouteModule> {
  const load = modules[`../../../app/features/${file.replace("/", "/pages/")}`];
  if (!load) throw new Error(`${file} is no module`);
  return load();
}

export async function handlerOf(file: string, kind: "loader" | "action"): Promise<Handler> {
  const handler = (await routeModule(file))[kind];
  if (!handler) throw new Error(`${file} has no ${kind}`);
  return handler;
}

/** A session of its own for every request, so that one that signs out takes nobody else with it. */
export async function cookieOf(deps: Deps, person: Person | null): Promise<{ Cookie?: string }> {
  if (!person) return {};
  const token = await startSession(deps, deps.db, person.id, "a test");
  return { Cookie: `__Host-codraft=${btoa(JSON.stringify(token))}` };
}

type Asked = {
  readonly deps: Deps;
  readonly path: string;
  readonly params?: Params;
  readonly person?: Person | null;
  /** Sent instead of a person's. */
  readonly cookie?: string;
  /** A form makes it a POST. */
  readonly form?: Readonly<Record<string, string>>;
  /** A body that is no form, sent with POST. */
  readonly body?: string;
  readonly method?: string;
  /** What the client takes: a browser that sends a form by itself takes a page. */
  readonly accept?: string;
  /** The site as the client names it; else the one that it is. */
  readonly host?: string;
  /** Its address is over a limit for so many seconds. */
  readonly after?: number;
};

/** What the server gives to the loaders of one request. */
export function loadContext(deps: Deps): AppLoadContext {
  return {
    deps,
    requestId: "a-request",
    nonce: "a-nonce",
    ready: async () => true,
    readSession: (request) => readSession(deps, request),
    once: remember(),
    shared: unshared(deps),
  };
}

/** What a loader or action answers to a request, with the context that the server gives. */
export async function ask(handler: Handler, { deps, path, params = {}, ...rest }: Asked): Promise<Answer> {
  const body = rest.form ? new URLSearchParams(rest.form) : rest.body;
  const request = new Request(new URL(path, rest.host ?? deps.settings.origin), {
    method: rest.method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(rest.cookie === undefined ? await cookieOf(deps, rest.person ?? null) : { Cookie: rest.cookie }),
      ...(rest.accept ? { Accept: rest.accept } : {}),
    },
    body,
  });
  try {
    return {
      thrown: false,
      is: await handler({
        request,
        params,
        context: { ...loadContext(deps), ...(rest.after ? { after: rest.after } : {}) },
      }),
    };
  } catch (thrown) {
    return { thrown: true, is: thrown };
  }
}

/** Whether everything that an address needs is named. */
export const isNamed = (address: string, params: Params) => partsOf(address).every((name) => name in params);

/** Asks a route at its own address, filled with parameters. */
export async function visit(
  file: string,
  kind: "loader" | "action",
  { params = {}, search = "", ...asked }: Omit<Asked, "path"> & { readonly search?: string },
): Promise<Answer> {
  // The last address for which everything is named.
  const address = addressesOf(file).findLast((one) => isNamed(one, params)) ?? addressOf.get(file);
  if (address === undefined) throw new Error(`no address leads to ${file}`);
  const named = Object.fromEntries(
    [...address.matchAll(/:(\w+)|\*/g)].flatMap(([whole, name = whole]) => {
      const given = params[name];
      return given === undefined ? [] : [[name, given]];
    }),
  );
  return ask(await handlerOf(file, kind), {
    ...asked,
    params: named,
    path: `${generatePath(address, named)}${search}`,
  });
}

type DataAnswer = { data: unknown; init: { status?: number } | null };

const isData = (answer: unknown): answer is DataAnswer =>
  (answer as { type?: unknown } | null)?.type === "DataWithResponseInit";

/** The status that an answer gets. */
export function statusIn({ is, thrown }: Answer): number {
  if (is instanceof Response) return is.status;
  if (isData(is)) return is.init?.status ?? 200;
  if (thrown) throw is;
  return 200;
}

/** What an answer says, without the classes it is made of; a thrown error that is no answer is thrown on. */
export async function bodyIn(answer: Answer): Promise<unknown> {
  if (answer.is instanceof Response) {
    const isJson = answer.is.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? answer.is.clone().json() : answer.is.clone().text();
  }
  if (isData(answer.is)) return answer.is.data;
  if (answer.thrown) throw answer.is;
  return answer.is;
}

/** Lets go of what an answer would still send, as a browser does that is closed. */
export async function leave({ is }: Answer): Promise<void> {
  if (is instanceof Response) await is.body?.cancel();
}

/** Where an answer leads, if it does. */
export function locationIn({ is }: Answer): string | null {
  return is instanceof Response ? is.headers.get("Location") : null;
}
