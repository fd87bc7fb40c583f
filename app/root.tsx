import type { LinksFunction, MetaFunction } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { deskFor } from "~/features/membership/domain/roles";
import { everywhere } from "~/features/membership/registrations/place.server";
import { todosOf } from "~/features/notices/services/readTodos.server";
import { pagesOf } from "~/features/overview/services/pagesOf.server";
import { reads } from "~/http/route.server";
import { answeredFor } from "~/http/sent/sentOnce.server";
import { splitLanguage } from "~/i18n/languagePath";
import { useWordsFor } from "~/i18n/useWordsFor";
import { directionOf } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { namesBeyond } from "~/kernel/language/ownName";
import { readZoneCookie } from "~/kernel/language/zoneCookie";
import { cut } from "~/kernel/text/cut";
import { wordsOfPages } from "~/registries/words";
import { LanguageNames } from "~/ui/forms/languages/languageName";
import { Fonts } from "~/ui/frame/head/Fonts";
import { Known } from "~/ui/frame/head/Known";
import { Recall } from "~/ui/frame/head/Recall";
import { useNonce } from "~/ui/frame/nonce";
import { RouteError } from "~/ui/frame/RouteError";
import { useRequestId } from "~/ui/frame/requestContext";
import { Shell } from "~/ui/frame/shell/Shell";
import { useArrival } from "~/ui/frame/shell/useArrival";
import stylesheet from "~/ui/styles/app.css?url";
import { ZoneContext } from "~/ui/text/zone";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/icon-192.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

export const meta: MetaFunction = () => [{ title: "Codraft" }];

const noNames = {};
const noZone = { chosen: null, last: null };

/** What search engines and previews show of a page, in characters. */
const longestDescription = 200;

export const loader = reads(everywhere, "anyone", async (context) => {
  const { actor, deps, language, process, request, shared, standing } = context;
  return {
    person: actor && {
      id: actor.id,
      name: actor.displayName || actor.email,
      zone: { chosen: actor.zone ?? null, last: readZoneCookie(request.headers.get("Cookie")) },
      /** How many things wait for them: as many as the list on their home page has. */
      todos: (await todosOf(context)).length,
    },
    origin: deps.settings.origin,
    source: deps.settings.source ?? null,
    hasMailbox: deps.settings.hasMailbox,
    /** What became of the form that led here, where the address names one. */
    answered: await answeredFor(deps, actor, context.url),
    /** Of the forms of this page, by which one that is sent twice is stored once. */
    once: actor && `${actor.id}.${deps.newId()}`,
    process: process && {
      slug: process.slug,
      title: localize(process.title, language),
      summary: cut(localize(process.summary, language).text, longestDescription),
      /** Names of the languages in which it is written that the interface does not speak. */
      tongues: namesBeyond(process.languages),
      desk: deskFor(standing),
      pages: await shared(pagesOf, process.id),
    },
  };
});

export function Layout({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const { language } = splitLanguage(pathname);
  const data = useRouteLoaderData<typeof loader>("root");
  const nonce = useNonce();
  const requestId = useRequestId();
  return (
    <html
      lang={language}
      dir={directionOf(language)}
      data-request={requestId}
      // The server fills in which files of words the page shows, once it is drawn.
      data-words=""
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Recall />
        <Meta />
        <Fonts language={language} />
        <Links />
        {data && <Known {...data} />}
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const data = useRouteLoaderData<typeof loader>("root");
  const hasWords = useWordsFor(wordsOfPages(useMatches().map(({ id }) => id)));
  useArrival(hasWords);
  return (
    <Shell
      person={data?.person ?? null}
      process={data?.process ?? null}
      hasMailbox={data?.hasMailbox ?? false}
    >
      <LanguageNames.Provider value={data?.process?.tongues ?? noNames}>
        <ZoneContext.Provider value={data?.person?.zone ?? noZone}>
          {hasWords ? <Outlet /> : <p aria-busy="true">…</p>}
        </ZoneContext.Provider>
      </LanguageNames.Provider>
    </Shell>
  );
}

export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>("root");
  return (
    <Shell
      person={data?.person ?? null}
      process={data?.process ?? null}
      hasMailbox={data?.hasMailbox ?? false}
    >
      <RouteError />
    </Shell>
  );
}
