import { matchRoutes, RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { makeWords, WordsProvider } from "~/i18n";
import { loadWords } from "~/i18n/catalog";
import type { WordFile } from "~/i18n/wordFiles";
import { defaultLanguage, isLanguage } from "~/kernel/language/languages";
import { wordsOfPages } from "~/registries/words";
import { watchDeliveries } from "~/ui/forms/kept/delivery";
import { forgetOld } from "~/ui/forms/kept/keptWords";
import { rememberZone } from "~/ui/text/zone";

/** Fetches the words of the page that an address leads to, beside its data, so that this page stays until both are there. */
let wordsFor = async (_address: URL) => {};

async function start() {
  const { lang, dataset } = document.documentElement;
  const needed = (dataset.words ?? "").split(" ") as WordFile[];
  const language = isLanguage(lang) ? lang : defaultLanguage;
  const words = makeWords(language, await loadWords(language, needed));
  wordsFor = async ({ pathname }) => {
    const found =
      matchRoutes(window.__remixRouter.routes as Parameters<typeof matchRoutes>[0], pathname) ?? [];
    const missing = wordsOfPages(found.map(({ route }) => route.id ?? "")).filter((file) => !words.has(file));
    // What does not come now is fetched once the page is there.
    if (missing.length > 0) words.add(await loadWords(language, missing).catch(() => ({})));
  };
  startTransition(() => {
    hydrateRoot(
      document,
      <WordsProvider value={words}>
        <StrictMode>
          <RemixBrowser />
        </StrictMode>
      </WordsProvider>,
    );
  });
}

watchDeliveries(window, (address) => wordsFor(address));
forgetOld(Date.now());
rememberZone();
void start();
