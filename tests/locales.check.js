import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";

// Checks that the languages say the same things as English, and that the source uses all of them and
// no others. `node tests/locales.check.js [folder]`

const root = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const { languages } = await tsImport("../app/kernel/language/languages.ts", import.meta.url);
const pluralForm = /^(.+?)_(?:(ordinal)_)?(zero|one|two|few|many|other)$/;
const problems = new Set();

const features = filesOf("en");
if (features.length === 0) problems.add("locales/en: no files");
const english = new Map(features.map((feature) => [feature, messagesOf("en", feature)]));

for (const language of languages) {
  const own = filesOf(language);
  for (const feature of own) {
    if (!features.includes(feature)) problems.add(`${fileName(language, feature)}: not in English`);
  }
  for (const feature of features) {
    if (own.includes(feature)) compare(language, feature);
    else problems.add(`${fileName(language, feature)}: file missing`);
  }
}
checkUse();
checkReaders();

for (const problem of problems) console.error(problem);
const keys = [...english.values()].reduce((sum, messages) => sum + messages.size, 0);
console.log(
  `${keys} keys in ${features.length} files and ${languages.length} languages, ${problems.size} problems`,
);
if (problems.size > 0)
  console.log("`node tests/locales.fill.js` fills what languages lack with the English text.");
process.exit(problems.size === 0 ? 0 : 1);

function fileName(language, feature) {
  return `locales/${language}/${feature}.json`;
}

function filesOf(language) {
  const folder = join(root, "locales", language);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
}

/**
 * The messages of a file by key. The plural forms of one key are one message with several forms:
 * `{ kind: "plain" | "cardinal" | "ordinal", forms: Map(category or "" → text) }`.
 */
function messagesOf(language, feature) {
  const file = fileName(language, feature);
  const texts = new Map();
  const walk = (node, path) => {
    for (const [name, value] of Object.entries(node)) {
      const key = path === "" ? name : `${path}.${name}`;
      if (value !== null && typeof value === "object" && !Array.isArray(value)) walk(value, key);
      else if (typeof value !== "string") problems.add(`${file}: ${key} is not text`);
      else texts.set(key, value);
      if (value === "" || /^\s+$/.test(value)) problems.add(`${file}: ${key} is empty`);
    }
  };
  try {
    walk(JSON.parse(readFileSync(join(root, file), "utf8")), "");
  } catch (error) {
    problems.add(`${file}: ${error.message}`);
  }
  const messages = new Map();
  for (const [key, text] of texts) {
    const [, base, ordinal, category] = pluralForm.exec(key) ?? [];
    // "step_one" is a plural form only beside a "step_other".
    const isPlural = base !== undefined && texts.has(`${base}${ordinal ? "_ordinal" : ""}_other`);
    const name = isPlural ? base : key;
    const kind = isPlural ? (ordinal ?? "cardinal") : "plain";
    const message = messages.get(name) ?? { kind, forms: new Map() };
    if (message.kind !== kind) problems.add(`${file}: ${name} is both ${message.kind} and ${kind}`);
    message.forms.set(isPlural ? category : "", text);
    messages.set(name, message);
  }
  return messages;
}

/** One file against its English: same keys, the plural forms of the language, same placeholders. */
function compare(language, feature) {
  const file = fileName(language, feature);
  const reference = english.get(feature);
  const own = language === "en" ? reference : messagesOf(language, feature);
  for (const key of own.keys()) if (!reference.has(key)) problems.add(`${file}: ${key} is not in English`);
  for (const [key, wanted] of reference) {
    const message = own.get(key);
    if (message === undefined) problems.add(`${file}: ${key} is missing`);
    else if (message.kind !== wanted.kind)
      problems.add(`${file}: ${key} is ${message.kind}, in English ${wanted.kind}`);
    else {
      if (wanted.kind !== "plain") compareForms(file, key, message, language);
      comparePlaceholders(file, key, message, wanted);
      if (language === "fr") compareSpaces(file, key, message);
      compareMarks(file, key, message, language);
    }
  }
}

function compareForms(file, key, { kind, forms }, language) {
  const needed = new Intl.PluralRules(language, { type: kind }).resolvedOptions().pluralCategories;
  for (const form of needed)
    if (!forms.has(form)) problems.add(`${file}: ${key} lacks the plural form _${form}`);
  for (const form of forms.keys()) {
    if (!needed.includes(form))
      problems.add(`${file}: ${key} has the plural form _${form}, which ${language} does not use`);
  }
}

/**
 * French puts a space before its tall signs, at which no line breaks: a narrow one before ; ! and ?. Examples of what to
 * type have none.
 */
function compareSpaces(file, key, { forms }) {
  for (const text of forms.values()) {
    const wrong = /[^\u202f;!?](?=[;!?](?:[\s\u00a0»)]|$))|[^\u00a0](?=»)|«(?!\u00a0)| (?=:)/u.exec(text);
    if (wrong)
      problems.add(
        `${file}: ${key} lacks an unbreakable space near “${text.slice(wrong.index, wrong.index + 12)}”`,
      );
  }
}

/** Marks that a language does not write: straight or foreign quotes, half-width marks among its letters, a stop in place of its own. */
function compareMarks(file, key, { forms }, language) {
  const letters = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]";
  const wide = new RegExp(`${letters}[,;:!?]|[,;:!?]${letters}|${letters}\\.(?!\\w)`, "u");
  const foreign = {
    de: /["“](?=[\p{L}{<])/u,
    "zh-CN": wide,
    ja: wide,
    hi: /[\p{Script=Devanagari}]\.(?=\s|$)/u,
  }[language];
  for (const text of forms.values()) {
    const wrong = foreign?.exec(text);
    if (wrong)
      problems.add(
        `${file}: ${key} has a mark of another language near “${text.slice(wrong.index, wrong.index + 12)}”`,
      );
  }
}

function comparePlaceholders(file, key, message, wanted) {
  const expected = placeholders(wanted.forms.get("other") ?? wanted.forms.get("") ?? "");
  for (const [form, text] of message.forms) {
    const found = placeholders(text);
    // "One vote", "two votes" are words in many languages.
    const free = ["zero", "one", "two"].includes(form) ? "count" : undefined;
    const missing = [...expected].filter((name) => !found.has(name) && name !== free);
    const extra = [...found].filter((name) => !expected.has(name));
    const where = form === "" ? key : `${key}_${form}`;
    if (missing.length > 0) problems.add(`${file}: ${where} lacks ${missing.map(shown).join(", ")}`);
    if (extra.length > 0)
      problems.add(`${file}: ${where} has ${extra.map(shown).join(", ")}, which English has not`);
  }
}

/** Names in {{…}} without their format, and the elements of a <Trans>. */
function placeholders(text) {
  const names = [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map(([, name]) => name);
  const elements = [...text.matchAll(/<(\w+)\s*\/?>/g)].map(([, name]) => `<${name}>`);
  return new Set([...names, ...elements]);
}

function shown(name) {
  return name.startsWith("<") ? name : `{{${name}}}`;
}

/**
 * Who read the words of a language stands in locales/checked.json, for each file, and the configuration for Weblate has every
 * file.
 */
function checkReaders() {
  const read = (name) => JSON.parse(readFileSync(join(root, "locales", name), "utf8"));
  const checked = existsSync(join(root, "locales/checked.json")) ? read("checked.json") : undefined;
  if (checked)
    for (const language of languages) {
      const listed = Object.keys(checked[language] ?? {}).sort();
      const wanted = language === "en" ? [] : features.toSorted();
      if (listed.join() !== wanted.join())
        problems.add(`locales/checked.json: the files of ${language} are not those of locales/en`);
    }
  const components = existsSync(join(root, "locales/weblate.json")) ? read("weblate.json") : undefined;
  if (components && components.map(({ slug }) => slug).join() !== features.join())
    problems.add("locales/weblate.json: the components are not the files of locales/en");
}

/** Every key is used somewhere, and every key that is asked for exists. */
function checkUse() {
  const names = [...english].flatMap(([feature, messages]) =>
    [...messages.keys()].map((key) => ({ feature, key, full: `${feature}:${key}` })),
  );
  const literals = new Set();
  const patterns = [];
  for (const { path, text } of sources()) {
    for (const literal of literalsIn(text)) literals.add(literal);
    patterns.push(...patternsIn(text));
    for (const place of placesThatTranslate(text)) {
      for (const literal of literalsIn(place)) {
        const isKey = /^[\w-]+:[\w.-]+$/.test(literal);
        if (isKey && !names.some(({ full }) => full === literal)) {
          problems.add(`${path}: ${literal} is not in locales/en`);
        }
      }
      for (const pattern of patternsIn(place)) {
        if (pattern.source.includes(":") && !names.some(({ full }) => pattern.test(full))) {
          problems.add(`${path}: no key of locales/en is like ${pattern.source}`);
        }
      }
    }
  }
  for (const { feature, key, full } of names) {
    const isUsed = [key, full].some(
      (name) => literals.has(name) || patterns.some((pattern) => pattern.test(name)),
    );
    if (!isUsed) problems.add(`${fileName("en", feature)}: ${key} is not used in app/ or server/`);
  }
}

/** Quoted strings that could be keys. */
function literalsIn(text) {
  return [...text.matchAll(/(["'`])([\w:.-]+)(?=\1)/g)].map(([, , literal]) => literal);
}

/**
 * What could be made of the templates and of the beginnings ("band." + …) in a text. One without a
 * word and a separator of its own would be any key, so it is none.
 */
function patternsIn(text) {
  const templates = [...text.matchAll(/`([\w:.-]*)\$\{(?:([^{}`]*\}(?:[\w:.-]|\$\{[^{}`]*\})*)`)?/g)].map(
    ([, start, rest]) =>
      rest === undefined ? [start, ""] : [start, ...`\${${rest}`.split(/\$\{[^{}]*\}/).slice(1)],
  );
  const beginnings = literalsIn(text)
    .filter((literal) => /[.:]$/.test(literal))
    .map((start) => [start, ""]);
  return [...templates, ...beginnings]
    .filter((parts) => /\w/.test(parts.join("")) && /[.:]/.test(parts.join("")))
    .map(
      (parts) =>
        new RegExp(
          `^${parts.map((part) => part.replaceAll(".", "\\.")).join(".+")}${parts.at(-1) === "" ? "" : "$"}`,
        ),
    );
}

/** First arguments of t(…) and values of i18nKey. */
function placesThatTranslate(text) {
  const attributes = [...text.matchAll(/\bi18nKey=("[^"]*")/g)].map(([, value]) => value);
  const starts = [...text.matchAll(/\bt\(|\bi18nKey=\{/g)].map((match) => match.index + match[0].length);
  return [...attributes, ...starts.map((start) => firstArgument(text, start))];
}

/** The text from here to the comma or bracket that ends the first argument. */
function firstArgument(text, start) {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (`"'\``.includes(char)) quote = char;
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && depth-- === 0) return text.slice(start, at);
    else if (char === "," && depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}

/** Files of app/ and server/ without their comment lines. */
function sources() {
  const found = [];
  const walk = (path) => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      const own = `${path}/${entry.name}`;
      if (entry.isDirectory()) walk(own);
      else if (/\.[jt]sx?$/.test(own)) {
        const text = readFileSync(join(root, own), "utf8").replace(/^\s*(\/\/|\/?\*).*$/gm, "");
        found.push({ path: own, text });
      }
    }
  };
  for (const folder of ["app", "server"]) if (existsSync(join(root, folder))) walk(folder);
  return found;
}
