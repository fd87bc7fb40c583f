import type { Language } from "~/contracts/languages";

type Catalog = Record<string, Record<string, unknown>>;
const byFeature = (files: Record<string, unknown>): Catalog =>
  Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path.replace(/^.*\/([\w-]+)\.json$/, "$1"),
      content as Record<string, unknown>,
    ]),
  );

/** The browser's words: one file a language, fetched before the page comes alive. */
export const loadCatalog: Record<Language, () => Promise<Catalog>> = {
  en: () => import("./catalogs/en").then((module) => byFeature(module.files)),
  es: () => import("./catalogs/es").then((module) => byFeature(module.files)),
  fr: () => import("./catalogs/fr").then((module) => byFeature(module.files)),
  ar: () => import("./catalogs/ar").then((module) => byFeature(module.files)),
};
