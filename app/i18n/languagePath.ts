import { defaultLanguage, isLanguage, type Language, languages } from "~/kernel/language/languages";

/** The language an address is in, and the address without it. */
export function splitLanguage(pathname: string): { language: Language; path: string } {
  const [, first = "", ...rest] = pathname.split("/");
  if (isLanguage(first) && first !== defaultLanguage) return { language: first, path: `/${rest.join("/")}` };
  return { language: defaultLanguage, path: pathname };
}

/** The address of a page in a language; English has no prefix. */
export function inLanguage(language: Language, path: string): string {
  if (language === defaultLanguage) return path;
  return path === "/" ? `/${language}` : `/${language}${path}`;
}

/** The same page in every language, for the menu and for search engines. */
export function alternatives(pathname: string): { language: Language; path: string }[] {
  const { path } = splitLanguage(pathname);
  return languages.map((language) => ({ language, path: inLanguage(language, path) }));
}

/**
 * A path on this site to go on to; anything else ("//evil", "/\evil", "javascript:") is "/". It is written as an address has it, since it
 * goes into a header, which takes no other letters.
 */
export function safeRedirect(target: unknown): string {
  if (typeof target !== "string" || !/^\/(?![/\\])/.test(target) || /[\\\s]/.test(target)) return "/";
  const here = "http://site";
  const url = URL.canParse(target, here) ? new URL(target, here) : null;
  // Steps back may leave two slashes at the beginning, which name a host.
  if (!url || url.origin !== here || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
