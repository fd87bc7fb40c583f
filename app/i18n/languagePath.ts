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

/** A path on this site to go on to; anything else ("//evil", "/\evil", "javascript:") is "/". */
export function safeRedirect(target: unknown): string {
  if (typeof target !== "string" || !/^\/(?![/\\])/.test(target) || /[\\\s]/.test(target)) return "/";
  for (const character of target) if (character.charCodeAt(0) < 32) return "/";
  return target;
}
