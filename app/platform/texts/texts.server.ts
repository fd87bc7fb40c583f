import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { inArray, sql } from "drizzle-orm";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { render, rendererVersion } from "~/kernel/text/markdown/html";
import type { Kind } from "~/kernel/text/markdown/syntax";
import { type StoredText, textColumns } from "~/kernel/text/stored";
import type { Db } from "~db/client";
import { insertMany, unlessThere } from "~db/insertMany";
import type { StoredUnitTexts } from "~db/schema/drafts";
import { renderedTexts } from "~db/schema/renderedTexts";
import { isKnown, laidOut, learn, withoutRow } from "./rendered.server";

/** Texts of a form by the names of its fields, each with how it is read. */
type Wanted = Readonly<Record<string, readonly [kind: Kind, source: string]>>;
type Stored<W extends Wanted> = { readonly [Field in keyof W]: StoredText<W[Field][0]> };

const kinds = ["clause", "message"] as const satisfies readonly Kind[];
const rendererOf = (kind: Kind) => `${kind}-${rendererVersion}`;
const hashOf = (source: string) => createHash("sha256").update(source).digest("hex");

/** Why texts cannot be shown: `text_too_heavy` with the field, the bound and the line. Null where they can. */
export function tooHeavy(wanted: Wanted): Refusal | null {
  for (const [field, [kind, source]] of Object.entries(wanted)) {
    if (source === "" || isKnown(kind, source)) continue;
    const shown = render(source, kind);
    if ("html" in shown) {
      learn(kind, source, shown);
      continue;
    }
    const { of, line, most } = shown;
    return {
      code: "text_too_heavy",
      fields: { [field]: { key: `errors:heavy.${of}`, values: { line, most } } },
    };
  }
  return null;
}

/**
 * Holds texts against the bounds and stores how they are shown, in the transaction that saves them.
 * `text_too_heavy` where one asks for more than a page can give.
 */
export async function storeTexts<const W extends Wanted>(
  tx: Db,
  wanted: W,
): Promise<Result<Stored<W>, Refusal>> {
  const refusal = tooHeavy(wanted);
  if (refusal) return fail(refusal);
  return ok(await storeAsShown(tx, wanted));
}

/**
 * The same for words that were accepted before, and are carried to another place: one that breaks a bound is shown
 * as it was typed there, too.
 */
export async function storeAsShown<const W extends Wanted>(tx: Db, wanted: W): Promise<Stored<W>> {
  const rows = Object.values(wanted)
    .filter(([, source]) => source !== "")
    .map(([kind, source]) => ({
      hash: hashOf(source),
      renderer: rendererOf(kind),
      ...laidOut(kind, source),
    }));
  await insert(tx, rows);
  return Object.fromEntries(Object.entries(wanted).map(([field, [, source]]) => [field, source])) as never;
}

/** How the texts of a unit of translation are read, by their names; headings and questions are plain. */
const kindOfUnit = new Map<string, Kind>([
  ["body", "clause"],
  ["answer", "message"],
]);

/** The texts of a unit of translation, those in Markdown held against the bounds and stored as they are shown. */
export async function storeUnit(
  tx: Db,
  texts: Readonly<Record<string, string>>,
): Promise<Result<StoredUnitTexts, Refusal>> {
  const wanted = Object.entries(texts).flatMap(([name, source]) => {
    const kind = kindOfUnit.get(name);
    return kind ? [[name, [kind, source]] as const] : [];
  });
  const stored = await storeTexts(tx, Object.fromEntries(wanted));
  return stored.ok ? ok(texts as StoredUnitTexts) : stored;
}

/** The same for many texts of one kind: clauses of a file. Others are answered in between. */
export async function storeList<K extends Kind>(
  tx: Db,
  kind: K,
  field: string,
  sources: readonly string[],
): Promise<Result<readonly StoredText<K>[], Refusal>> {
  for (const source of sources) {
    const refusal = tooHeavy({ [field]: [kind, source] });
    if (refusal) return fail(refusal);
    await setImmediate();
  }
  const all = sources.map((source, at) => [String(at), [kind, source]] as const);
  await storeAsShown(tx, Object.fromEntries(all));
  return ok(sources as readonly StoredText<K>[]);
}

async function insert(tx: Db, rows: (typeof renderedTexts.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  // In one order, so that two who store the same texts do not wait for each other.
  const inOrder = rows.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  await insertMany(tx, renderedTexts, inOrder, unlessThere);
}

/** Texts that a page shows, by how they are read. */
type Shown = Partial<Readonly<Record<Kind, Iterable<string>>>>;

/**
 * Reads how texts are shown, in one statement for those that this process does not know yet; what was stored before
 * there were renderings is made now and stored by `storeRenderings`. After it, showing them parses nothing.
 */
export async function readTexts(db: Db, shown: Shown): Promise<void> {
  const unknown = new Map<string, readonly [kind: Kind, source: string]>();
  for (const kind of kinds)
    for (const source of shown[kind] ?? [])
      if (source !== "" && !isKnown(kind, source))
        unknown.set(`${rendererOf(kind)} ${hashOf(source)}`, [kind, source]);
  if (unknown.size === 0) return;
  const hashes = new Set([...unknown.values()].map(([, source]) => hashOf(source)));
  const rows = await db
    .select()
    .from(renderedTexts)
    .where(inArray(renderedTexts.hash, [...hashes]));
  for (const { renderer, hash, html, plain } of rows) {
    const key = `${renderer} ${hash}`;
    const wanted = unknown.get(key);
    if (wanted) learn(...wanted, { html, plain });
    unknown.delete(key);
  }
  for (const [kind, source] of unknown.values()) {
    laidOut(kind, source);
    await setImmediate();
  }
}

/** Stores how texts are shown that were saved before renderings were, and have been asked for since. */
export async function storeRenderings({ db }: { readonly db: Db }): Promise<void> {
  const rows = withoutRow.take().map(([kind, source]) => ({
    hash: hashOf(source),
    renderer: rendererOf(kind),
    ...laidOut(kind, source),
  }));
  await insert(db, rows);
}

/** Forgets renderings that no text needs: of an earlier renderer, and of texts erased while they were being stored. */
export async function forgetRenderings({ db }: { readonly db: Db }): Promise<void> {
  const used = Object.entries(textColumns).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => `select text_hashes(to_jsonb(${column})) as hash from ${table}`),
  );
  const renderers = kinds.map(rendererOf);
  await db.execute(sql`
    delete from ${renderedTexts} where not (${inArray(renderedTexts.renderer, renderers)})
    or not exists (
      select 1 from (${sql.raw(used.join(" union all "))}) used where used.hash = ${renderedTexts.hash}
    )`);
}
