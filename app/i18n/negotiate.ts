import { match } from "@formatjs/intl-localematcher";
import { defaultLanguage, isLanguage, type Language, languages } from "~/kernel/language/languages";

/** The best shipped language for an Accept-Language header. */
export function negotiate(header: string | undefined): Language {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => isTag(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
  if (wanted.length === 0) return defaultLanguage;
  const found = match(wanted, languages, defaultLanguage);
  return isLanguage(found) ? found : defaultLanguage;
}

function isTag(text: string): boolean {
  try {
    return text !== "*" && Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
