import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";

// Brings the words of every language to the keys of English, in its order: what is missing is filled with the English text
// until somebody translates it, what English no longer has is taken out. `node tests/locales.fill.js`

const folder = fileURLToPath(new URL("../locales", import.meta.url));
const { languages } = await tsImport("../app/kernel/language/languages.ts", import.meta.url);
const pluralForm = /^(.+)_(zero|one|two|few|many|other)$/;
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

for (const language of languages.filter((one) => one !== "en"))
  for (const name of readdirSync(`${folder}/en`)) {
    const file = `${folder}/${language}/${name}`;
    const own = read(file);
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const filled = filledFrom(read(`${folder}/en/${name}`), own, pluralCategories, `${language}/${name}`);
    if (keysOf(filled) !== keysOf(own)) writeFileSync(file, `${JSON.stringify(filled, null, 2)}\n`);
  }

/** All keys of a file, in whatever order they stand. */
function keysOf(words, path = "") {
  return Object.entries(words)
    .flatMap(([key, value]) =>
      typeof value === "string" ? `${path}.${key}` : keysOf(value, `${path}.${key}`),
    )
    .sort()
    .join("\n");
}

/** The words of a language for the keys of English; says on the console what is not translated. */
function filledFrom(english, own, categories, where) {
  const filled = {};
  const put = (key, text) => {
    if (own?.[key] === undefined) console.log(`${where}: ${key}: ${JSON.stringify(text)}`);
    filled[key] = own?.[key] ?? text;
  };
  for (const [key, value] of Object.entries(english)) {
    const [, base, form] = pluralForm.exec(key) ?? [];
    const isPlural = base !== undefined && english[`${base}_other`] !== undefined;
    if (typeof value !== "string") filled[key] = filledFrom(value, own?.[key], categories, `${where} ${key}`);
    else if (!isPlural) put(key, value);
    else if (form === "other")
      for (const one of categories) put(`${base}_${one}`, english[`${base}_${one}`] ?? value);
  }
  return filled;
}
