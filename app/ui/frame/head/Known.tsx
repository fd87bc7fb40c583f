import { useLocation, useMatches } from "@remix-run/react";
import { useWords } from "~/i18n";
import { intlTag } from "~/i18n/intlTag";
import { alternatives } from "~/i18n/languagePath";
import { languages } from "~/kernel/language/languages";
import { cut } from "~/kernel/text/cut";
import { type Preview, previewIn, previewPicture, previewSize, sitePicture } from "./preview";

type Process = { readonly slug: string; readonly title: { readonly text: string }; readonly summary: string };
type Props = {
  /** Where this installation is found. */
  origin: string;
  process: Process | null;
};

/** What search engines and previews show of a page, in characters. */
const longestDescription = 200;

/** What search engines and previews of links are told: which page this is, in which languages, and what it is about. */
export function Known({ origin, process }: Props) {
  const { language } = useWords();
  const { pathname } = useLocation();
  const { title, picture, alt, ...preview } = usePreview(process);
  const description = cut(preview.description, longestDescription);
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
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:locale" content={localeOf(language)} />
      {languages.map(
        (other) =>
          other !== language && <meta key={other} property="og:locale:alternate" content={localeOf(other)} />,
      )}
      <meta property="og:image" content={`${origin}${picture}`} />
      <meta property="og:image:type" content="image/png" />
      <meta property="og:image:width" content={String(previewSize.width)} />
      <meta property="og:image:height" content={String(previewSize.height)} />
      <meta property="og:image:alt" content={alt} />
      <meta name="twitter:card" content="summary_large_image" />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#1a1e25" media="(prefers-color-scheme: dark)" />
    </>
  );
}

/** As previews name languages: without what the tag says of figures. */
const localeOf = (language: Parameters<typeof intlTag>[0]) =>
  intlTag(language).replace(/-u-.*/, "").replace("-", "_");

/** What the page says of itself, else what its process is, else what this site is. */
function usePreview(process: Process | null): Preview {
  const { t } = useWords();
  const own = previewIn(useMatches());
  if (own) return own;
  const description = process?.summary || t("common:description");
  if (!process) return { title: "Codraft", description, picture: sitePicture, alt: t("common:preview.site") };
  return {
    ...{ title: process.title.text, description },
    picture: previewPicture(process.slug),
    alt: t("common:preview.process"),
  };
}
