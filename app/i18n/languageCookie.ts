import { cookieNamed } from "~/kernel/language/cookieNamed";
import { isLanguage, type Language } from "~/kernel/language/languages";

const name = "codraft-language";

/** The language a reader chose, from the Cookie header. */
export function readLanguageCookie(header: string | null | undefined): Language | undefined {
  const value = cookieNamed(name, header);
  return isLanguage(value) ? value : undefined;
}

export function languageCookie(language: Language): string {
  return `${name}=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}
