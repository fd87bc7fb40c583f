import type { Localized } from "~/kernel/language/localized";

/** What the sentence of a notice is made of. Titles come in all their languages, for the one who reads them. */
export type NoticeValues = Readonly<Record<string, string | number | Localized>>;
