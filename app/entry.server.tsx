import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { hasSessionCookie } from "~/http/session.server";
import { WholeBody } from "~/http/wholeBody";
import { makeWords, type Words, WordsProvider, withNote } from "~/i18n";
import { splitLanguage } from "~/i18n/languagePath";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import { NonceContext } from "~/ui/frame/nonce";
import { RequestIdContext } from "~/ui/frame/requestContext";

/** Everything a page shows is there before it is drawn: only a bug makes one wait so long, and no busy machine should. */
const abortDelay = 60_000;

const made = new Map<Language, Words>();

/** The words of a language, made once: catalogs do not change while the server runs. */
function wordsIn(language: Language, catalogs: Deps["catalogs"]): Words {
  const words = made.get(language) ?? makeWords(language, catalogs[language] ?? {});
  made.set(language, words);
  return words;
}

const place = 'data-words=""';
const preload = '<link rel="modulepreload" ';
const waiting = '<link rel="waiting" ';
const beforeCode = /(<script nonce="[^"]*">)(?=window\.__remixContext = )/;
const goOn = `for (const link of document.querySelectorAll('link[rel="waiting"]')) link.rel = "modulepreload";`;

/**
 * A page with the names of the files whose words it shows, for which the browser waits before it takes the page over, and with
 * its code after its style: on a slow line the two would share what the page needs first. Browsers run a script only when the
 * styles before it are there, and take links of a kind that they do not know for none. No text of a page can look like
 * these tags, because `<` is escaped in it.
 */
function finished(files: ReadonlySet<string>, page: string): string {
  return page
    .replace(place, `data-words="${[...files].join(" ")}"`)
    .replaceAll(preload, waiting)
    .replace(beforeCode, (script) => script + goOn);
}

/** Browsers keep no page of somebody who is signed in: going back shows none of it to who comes after them. */
const keeping = (request: Request) =>
  hasSessionCookie(request.headers.get("Cookie") ?? undefined) ? "private, no-store" : "private, no-cache";

/** Renders a page in the language of its address. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { deps, nonce, requestId, visitor }: AppLoadContext,
): Promise<Response> {
  const { loaderData, errors } = remixContext.staticHandlerContext;
  if (visitor?.isSame({ loaderData, errors })) return new Response(null, { status, headers });
  const { language } = splitLanguage(new URL(request.url).pathname);
  const { words, asked } = withNote(wordsIn(language, deps.catalogs));

  return new Promise((resolve, reject) => {
    let current = status;
    const { pipe, abort } = renderToPipeableStream(
      <RequestIdContext.Provider value={requestId}>
        <NonceContext.Provider value={nonce}>
          <WordsProvider value={words}>
            <RemixServer context={remixContext} url={request.url} nonce={nonce} />
          </WordsProvider>
        </NonceContext.Provider>
      </RequestIdContext.Provider>,
      {
        nonce,
        onAllReady: () => {
          clearTimeout(late);
          const body = new WholeBody();
          headers.set("Content-Type", "text/html; charset=utf-8");
          headers.set("Content-Language", language);
          if (!headers.has("Cache-Control")) headers.set("Cache-Control", keeping(request));
          pipe(body);
          body.whole.then(
            (whole) => resolve(new Response(finished(asked, whole.toString()), { headers, status: current })),
            reject,
          );
        },
        onShellError: reject,
        onError: (error) => {
          current = 500;
          deps.log.error({ err: error, requestId }, "rendering failed");
        },
      },
    );
    const late = setTimeout(abort, abortDelay).unref();
  });
}

/**
 * Bugs of loaders and actions; refusals are answers and do not come here. What the router refuses (an address or a
 * method that there is not) is the client's mistake.
 */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
) {
  if (request.signal.aborted) return;
  const { deps, requestId } = context;
  if (isRouteErrorResponse(error) && error.status < 500)
    return deps.log.warn({ status: error.status, requestId }, "request refused");
  deps.log.error({ err: error, requestId }, "request failed");
}
