/** Languages of the interface. English has no prefix in addresses, the others have theirs. */
export const languages = ["en", "es", "fr", "ar"] as const;
export type Language = (typeof languages)[number];
export const defaultLanguage: Language = "en";

export function isLanguage(text: unknown): text is Language {
  return typeof text === "string" && (languages as readonly string[]).includes(text);
}

/** Names of the languages in themselves, for the language menu. */
export const languageNames: Record<Language, string> = {
  en: "English",
  es: "Español",
  fr: "Français",
  ar: "العربية",
};

export function directionOf(language: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ur|ps|sd|ug|yi|dv)(-|$)/.test(language) ? "rtl" : "ltr";
}
