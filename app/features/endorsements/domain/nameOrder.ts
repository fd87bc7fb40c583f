import type { Language } from "~/kernel/language/languages";

/** Orders of names that the database knows and has an index for. */
export const nameOrders = ["common", "es", "ar"] as const;
export type NameOrder = (typeof nameOrders)[number];

/** Languages in which names stand in another order than the common one. */
const own: Partial<Readonly<Record<Language, NameOrder>>> = { es: "es", ar: "ar" };

/** The order in which readers of a language look for a name: ñ after n in Spanish, Arabic before Latin letters in Arabic. */
export const nameOrderOf = (language: Language): NameOrder => own[language] ?? "common";
