import { readdirSync } from "node:fs";

/**
 * The words by language, each language in a module of its own: the list of its files has a name for each of them, and no reader
 * has to load those of the other languages.
 */
export const wordsByLanguage = {
  name: "words-by-language",
  resolveId: (id) => (/^virtual:words(\/|$)/.test(id) ? `\0${id}` : undefined),
  load: (id) => {
    const [, words, language] = /^\0(virtual:words)(?:\/(.+))?$/.exec(id) ?? [];
    if (words === undefined) return undefined;
    if (language !== undefined)
      return `export default import.meta.glob(["/locales/${language}/*.json", "!**/mail.json"], { import: "default" });`;
    const languages = readdirSync(new URL("../../locales", import.meta.url)).filter(
      (name) => !name.includes("."),
    );
    const each = languages.map((name) => `${JSON.stringify(name)}: () => import("virtual:words/${name}")`);
    return `export default { ${each.join(", ")} };`;
  },
};
