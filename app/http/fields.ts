import type { z } from "zod";
import { decodeText } from "~/kernel/csv/decode";
import { localMomentText, momentOfLocal } from "~/kernel/figures/localMoment";
import { ownValue, put } from "~/kernel/keyed";
import { namedLanguage, namedLanguages } from "~/kernel/language/namedLanguage";
import { isTimeZone } from "~/kernel/language/zone";
import type { FieldProblem } from "~/kernel/refusals";

/** A form's fields as an object: "choices.training-datasets.use" becomes nested objects. */
export type Fields = { [name: string]: string | string[] | Fields };

const mostFields = 20_000;
const deepest = 6;

/**
 * Turns form entries into an object to be parsed by a schema. A name that occurs twice becomes a
 * list. Undefined when there are too many fields, names nest too deep or contradict each other
 * (then the form is not one of ours).
 */
export function nestFields(entries: Iterable<[string, FormDataEntryValue]>): Fields | undefined {
  const root = Object.create(null) as Fields;
  let count = 0;
  for (const [name, value] of entries) {
    if (++count > mostFields || typeof value !== "string") return undefined;
    // No text of the database holds a zero, and names become keys of what is stored.
    if (name.includes("\0") || value.includes("\0")) return undefined;
    const path = name.split(".");
    if (path.length > deepest || path.includes("__proto__")) return undefined;
    if (!putField(root, path, value)) return undefined;
  }
  return root;
}

function putField(root: Fields, path: string[], value: string): boolean {
  let at = root;
  for (const part of path.slice(0, -1)) {
    const next = ownValue(at, part) ?? (Object.create(null) as Fields);
    if (typeof next !== "object" || Array.isArray(next)) return false;
    put(at, part, next);
    at = next;
  }
  const last = path.at(-1) as string;
  const known = ownValue(at, last);
  if (known === undefined) put(at, last, value);
  else if (typeof known === "string") put(at, last, [known, value]);
  else if (Array.isArray(known)) known.push(value);
  else return false;
  return true;
}

/** The texts of a form by the names of its fields; of ticks with one name, a line each. */
export function textsIn(fields: Fields, before = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (typeof value === "string") return [[`${before}${name}`, value]];
      if (Array.isArray(value)) return [[`${before}${name}`, value.join("\n")]];
      return Object.entries(textsIn(value, `${before}${name}.`));
    }),
  );
}

/** First message a field, with the place that it names; messages that are no translation keys become a general one. */
export function firstIssues(error: z.ZodError): Record<string, FieldProblem> {
  const fields: Record<string, FieldProblem> = {};
  for (const issue of error.issues) {
    const name = issue.path.map(String).join(".") || "form";
    if (Object.hasOwn(fields, name)) continue;
    const key = /^[a-z]+:[\w.-]+$/i.test(issue.message) ? issue.message : "errors:field.invalid";
    const values = issue.code === "custom" ? issue.params : undefined;
    put(fields, name, values ? { key, values } : key);
  }
  return fields;
}

/** The field for a document of another program: of its file the bytes are taken as they are, in base64. */
const bytesField = "document";

/** Far more files than a form of ours has; one that has more is none of ours, and nothing of it is read. */
const mostFiles = 20;

/**
 * The entries of a form, with the text of a file in place of what was typed under its name. A form that is sent without
 * scripts has an empty file where none was chosen. `unreadable` names the field whose file is no text.
 */
export async function entriesOf(
  form: FormData,
): Promise<{ entries: [string, string][]; unreadable: string | null }> {
  const texts = new Map<string, string>();
  let files = 0;
  for (const [name, value] of form) {
    if (typeof value === "string") continue;
    files += 1;
    if (files > mostFiles) return { entries: [], unreadable: null };
    if (value.size === 0) continue;
    const bytes = new Uint8Array(await value.arrayBuffer());
    if (name === bytesField) {
      texts.set(name, Buffer.from(bytes).toString("base64"));
      continue;
    }
    const decoded = decodeText(bytes);
    if (!decoded.ok) return { entries: typedIn(form, new Map()), unreadable: name };
    texts.set(name, decoded.value);
  }
  return { entries: [...typedIn(form, texts), ...texts], unreadable: null };
}

const typedIn = (form: FormData, texts: ReadonlyMap<string, string>) =>
  [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !texts.has(name) ? [[name, value]] : [],
  );

/** Beside a field for a moment, the field that says in which time zone it was filled in. */
const zoneMark = ":zone";

const isLocal = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d/;

/**
 * The fields of a form with their moments in UTC, as every schema reads them: each was filled in on the wall clock of the zone that
 * stands beside it (`MomentField`). One whose zone nobody knows is left as what no schema takes for a moment.
 */
export function momentsInUtc(fields: Fields): Fields {
  const all: Fields = Object.create(null);
  for (const [name, value] of Object.entries(fields)) {
    if (name.endsWith(zoneMark)) continue;
    const zone = ownValue(fields, `${name}${zoneMark}`);
    if (typeof value === "object" && !Array.isArray(value)) put(all, name, momentsInUtc(value));
    else if (typeof value === "string" && zone !== undefined && isLocal.test(value))
      put(all, name, typeof zone === "string" && isTimeZone(zone) ? inUtc(value, zone) : `${value} ?`);
    else put(all, name, value);
  }
  return all;
}

/** Beside a field for a language, the field for one that it does not offer: by its tag or its name. */
const otherMark = ":other";

/**
 * The fields of a form with the language that somebody named in words in place of the one that they chose (`OtherLanguage`), or, where
 * several can be chosen, with those. What names no language is left as what no schema takes for one.
 */
export function otherLanguages(fields: Fields): Fields {
  const all: Fields = Object.create(null);
  for (const [name, value] of Object.entries(fields)) {
    if (name.endsWith(otherMark)) continue;
    put(all, name, typeof value === "object" && !Array.isArray(value) ? otherLanguages(value) : value);
  }
  for (const [name, said] of Object.entries(fields)) {
    if (!name.endsWith(otherMark) || typeof said !== "string" || said.trim() === "") continue;
    const own = name.slice(0, -otherMark.length);
    const chosen = ownValue(all, own);
    if (own.endsWith("languages")) {
      const named = namedLanguages(said);
      const more = "unknown" in named ? [named.unknown] : named.languages;
      put(all, own, [
        ...(Array.isArray(chosen) ? chosen : typeof chosen === "string" ? [chosen] : []),
        ...more,
      ]);
    } else put(all, own, namedLanguage(said) ?? said);
  }
  return all;
}

function inUtc(text: string, zone: string): string {
  const moment = momentOfLocal(text, zone);
  return moment && !Number.isNaN(moment.getTime()) ? localMomentText(moment) : text;
}
