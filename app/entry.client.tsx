import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { makeWords, WordsProvider } from "~/i18n";
import { loadWords } from "~/i18n/catalog";
import type { WordFile } from "~/i18n/wordFiles";
import { defaultLanguage, isLanguage } from "~/kernel/language/languages";
import { watchDeliveries } from "~/ui/forms/kept/delivery";
import { forgetOld } from "~/ui/forms/kept/keptWords";

async function start() {
  const { lang, dataset } = document.documentElement;
  const needed = (dataset.words ?? "").split(" ") as WordFile[];
  const language = isLanguage(lang) ? lang : defaultLanguage;
  const words = makeWords(language, await loadWords(language, needed));
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

watchDeliveries();
forgetOld(Date.now());
void start();
