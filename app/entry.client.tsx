import { RemixBrowser } from "@remix-run/react";
import i18next from "i18next";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { defaultLanguage, isLanguage } from "~/contracts/languages";
import { loadCatalog } from "~/i18n/catalog";

async function start() {
  const { lang } = document.documentElement;
  const language = isLanguage(lang) ? lang : defaultLanguage;
  await i18next.init({
    lng: language,
    resources: { [language]: await loadCatalog[language]() },
    defaultNS: "common",
    interpolation: { escapeValue: false },
    showSupportNotice: false,
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
