import { useLocation } from "@remix-run/react";
import { useWords } from "~/i18n";
import { intlTag } from "~/i18n/intlTag";
import { alternatives } from "~/i18n/languagePath";

type Props = {
  /** Where this installation is found. */
  origin: string;
  process: { summary: string } | null;
};

/** What search engines and previews of links are told: which page this is, in which languages, and what it is about. */
export function Known({ origin, process }: Props) {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  const description = process?.summary || t("common:description");
  const address = `${origin}${pathname}`;
  const all = alternatives(pathname);
  return (
    <>
      <meta name="description" content={description} />
      <link rel="canonical" href={address} />
      {all.map((other) => (
        <link
          key={other.language}
          rel="alternate"
          hrefLang={other.language}
          href={`${origin}${other.path}`}
        />
      ))}
      <link rel="alternate" hrefLang="x-default" href={`${origin}${all[0]?.path}`} />
      <meta property="og:site_name" content="Codraft" />
      <meta property="og:type" content="website" />
      <meta property="og:url" content={address} />
      <meta property="og:description" content={description} />
      <meta property="og:locale" content={intlTag(language).replace("-", "_")} />
      <meta property="og:image" content={`${origin}/icon-512.png`} />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#1a1e25" media="(prefers-color-scheme: dark)" />
    </>
  );
}
