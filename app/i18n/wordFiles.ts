import type { CustomTypeOptions } from "i18next";

/** A file of locales/LNG that the browser may fetch. Mails, and what processes begin with, are written by the server alone. */
export type WordFile = Exclude<keyof CustomTypeOptions["resources"], "mail" | "templates">;

/** The files that pages show words of, by the page's name; "common" and "errors" are there on every page. */
export type PageWords = Readonly<Record<string, readonly WordFile[]>>;
