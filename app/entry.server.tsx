import { PassThrough } from "node:stream";
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { createInstance } from "i18next";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { NonceContext } from "~/components/nonce";
import { RequestIdContext } from "~/components/requestContext";
import { splitLanguage } from "~/i18n/languagePath";

const abortDelay = 10_000;

/** Renders a page in the language of its address. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { deps, nonce, requestId }: AppLoadContext,
): Promise<Response> {
  const { language } = splitLanguage(new URL(request.url).pathname);
  const i18n = createInstance();
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources: deps.catalogs,
    defaultNS: "common",
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });

  return new Promise((resolve, reject) => {
    let current = status;
    const whenReady = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
    const { pipe, abort } = renderToPipeableStream(
      <RequestIdContext.Provider value={requestId}>
        <NonceContext.Provider value={nonce}>
          <I18nextProvider i18n={i18n}>
            <RemixServer context={remixContext} url={request.url} nonce={nonce} />
          </I18nextProvider>
        </NonceContext.Provider>
      </RequestIdContext.Provider>,
      {
        nonce,
        [whenReady]: () => {
          const body = new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          headers.set("Content-Language", language);
          if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-cache");
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: current }));
          pipe(body);
        },
        onShellError: reject,
        onError: (error) => {
          current = 500;
          deps.log.error({ err: error, requestId }, "rendering failed");
        },
      },
    );
    setTimeout(abort, abortDelay).unref();
  });
}

/** Bugs of loaders and actions; refusals are answers and do not come here. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
) {
  if (request.signal.aborted) return;
  context.deps.log.error({ err: error, requestId: context.requestId }, "request failed");
}
