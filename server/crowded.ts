import { createHash } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import { splitLanguage } from "~/i18n/languagePath";
import { directionOf } from "~/kernel/language/languages";
import { BoundedCache } from "~/platform/boundedCache";
import type { Deps } from "~/platform/deps";
import { type Admission, admission, type Leave } from "./admission";
import { networkOf } from "./networkOf";

const second = 1000;
/**
 * Pages that are made at once, and how long others wait for it. The processor has one thread: more at once would only make all of them
 * slower.
 */
const reading = { atOnce: 16, waiting: 1200, ofNetwork: 600, ofOne: 30, longest: 10 * second };
/** Forms wait longer before they are turned away, for somebody wrote them. */
const changing = { atOnce: 32, waiting: 3000, ofNetwork: 1500, ofOne: 30, longest: 20 * second };

export type Doors = {
  /** Waits for the turn of a request; null where it is turned away. */
  readonly enter: (request: Request) => Promise<Leave | null>;
  /** Is told whether the cookie of a request was found to be of somebody who is signed in. */
  readonly recognize: (cookies: string | null | undefined, isSignedIn: boolean) => void;
  /** Requests that are worked on and that wait: those that read, and those that change something. */
  readonly sizes: () => { readonly reading: Size; readonly changing: Size };
};
type Size = ReturnType<Admission["size"]>;

/** Where requests wait for their turn, those that read apart from those that change something. */
export function doors(bounds = { reading, changing }): Doors {
  const signedIn = new BoundedCache<true>(mostCharacters, () => 1);
  const [reads, changes] = [admission(bounds.reading), admission(bounds.changing)];
  const doorOf = ({ method }: Request): Admission =>
    method === "GET" || method === "HEAD" ? reads : changes;
  return {
    enter: (request) => {
      const session = sessionIn(request.get("cookie"));
      // A cookie that nobody has been recognized by may be an invented one: it waits with the visitors of its address.
      const who = signedIn.get(session) ? session : "";
      return doorOf(request).enter(networkOf(request.ip ?? "unknown"), who);
    },
    recognize: (cookies, isSignedIn) => {
      const session = sessionIn(cookies);
      if (session && isSignedIn) signedIn.set(session, true);
      else signedIn.delete(session);
    },
    sizes: () => ({ reading: reads.size(), changing: changes.size() }),
  };
}

/** Enough to know some forty thousand people by. */
const mostCharacters = 2_000_000;

/** Tells apart the cookies of people behind one address; empty where there is none. */
function sessionIn(cookies: string | null | undefined): string {
  const [, token] = /__Host-codraft=([^;]+)/.exec(cookies ?? "") ?? [];
  return token ? createHash("sha256").update(token).digest("base64url") : "";
}

/** Lets requests through in their turn. A turn is over when the answer begins: how fast it is taken is not ours. */
export function letInByTurns(
  deps: Pick<Deps, "translator">,
  { enter }: Pick<Doors, "enter">,
): RequestHandler {
  return (request, response, next) => {
    enter(request).then((leave) => {
      if (!leave) return turnAway(deps, request, response);
      const { writeHead } = response;
      response.writeHead = function (this: Response, ...args: unknown[]) {
        leave();
        return (writeHead as (...all: unknown[]) => Response).apply(this, args);
      } as typeof response.writeHead;
      response.on("close", leave);
      if (response.closed) leave();
      next();
    }, next);
  };
}

/** Says in the reader's language that too many ask, and when to come back; a page comes back by itself. */
export function turnAway(
  { translator }: Pick<Deps, "translator">,
  request: Request,
  response: Response,
): void {
  const { language } = splitLanguage(request.path);
  const t = translator(language);
  const isReading = request.method === "GET" || request.method === "HEAD";
  // Those who are turned away together do not come back together.
  const seconds = 5 + Math.floor(Math.random() * 10);
  const words = [
    t(isReading ? "errors:crowded.reading" : "errors:crowded.changing"),
    t("errors:after.seconds", { count: seconds }),
  ];
  response.status(503).set({ "Retry-After": String(seconds), "Cache-Control": "no-store" });
  if (!isReading || request.path.endsWith(".data") || !request.accepts(["html"]))
    return void response.type("text/plain").send(`${words.join(" ")}\n`);
  const title = t("errors:title.busy");
  response
    .type("text/html")
    .send(
      `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><meta charset="utf-8">` +
        '<meta name="viewport" content="width=device-width">' +
        `<meta http-equiv="refresh" content="${seconds}"><title>${title} · Codraft</title>` +
        `<h1>${title}</h1><p>${words.join(" ")}</p></html>\n`,
    );
}
