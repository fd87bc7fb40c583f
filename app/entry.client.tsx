import { RemixBrowser } from "@remix-run/react";
import i18next from "i18next";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { loadWords } from "~/i18n/catalog";
import type { WordFile } from "~/i18n/wordFiles";
import { defaultLanguage, isLanguage } from "~/kernel/language/languages";

async function start() {
  const { lang, dataset } = document.documentElement;
  const needed = (dataset.words ?? "").split(" ") as WordFile[];
  const language = isLanguage(lang) ? lang : defaultLanguage;
  await i18next.init({
    lng: language,
    resources: { [language]: await loadWords(language, needed) },
    defaultNS: "common",
    interpolation: { escapeValue: false },
  });
  startTransition(() => {
    hydrateRoot(
      document,
      <I18nextProvider i18n={i18next}>
        <StrictMode>
          <RemixBrowser />
        </StrictMode>
      </I18nextProvider>,
    );
  });
}

void start();
