import { z } from "zod";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";

type Said = { readonly code: string; readonly sentence: string };

const entryShape = z.looseObject({
  v: z.literal(1),
  log: z.string(),
  index: z.int(),
  kind: z.string(),
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  act: z.string().optional(),
  policy: z.string().optional(),
  rows: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])).optional(),
});

/** Reads new entries: each in its place and not before the one before it; and what they say that somebody who follows has to know. */
export function checkEntries(
  texts: readonly string[],
  { origin, from, lastAt }: { readonly origin: string; readonly from: number; readonly lastAt: string },
) {
  const alarms: Said[] = [];
  let [before, policy] = [lastAt, null as string | null];
  texts.forEach((text, place) => {
    const index = from + place;
    const entry = readEntry(text);
    if (!entry || entry.log !== origin || entry.index !== index) {
      alarms.push({ code: "entry", sentence: `Entry ${index} is not one of this log at its place.` });
      return;
    }
    if (entry.at < before)
      alarms.push({ code: "time", sentence: `Entry ${index} is from before the one before it.` });
    else before = entry.at;
    if (entry.kind === "policy") policy = entry.policy ?? null;
    if (entry.kind === "rows" && entry.act === "unexplained")
      alarms.push({
        code: "unexplained",
        sentence: `Entry ${index}: rows changed without an act that explains it.`,
      });
    const gone = entry.kind === "withheld" ? goneIn(entry.rows) : 0;
    if (gone > 0)
      alarms.push({
        code: "withheld",
        sentence: `Entry ${index}: ${gone} rows that were public are so no more.`,
      });
    if (entry.kind === "gap")
      alarms.push({
        code: "gap",
        sentence: `Entry ${index}: entries were put back that a restore had lost.`,
      });
  });
  return { alarms, lastAt: before, policy };
}

const goneIn = (rows: z.infer<typeof entryShape>["rows"] = []) =>
  rows.filter(([, , code]) => code !== "shown").length;

function readEntry(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value as CanonicalValue) === text ? entryShape.safeParse(value).data : undefined;
  } catch {
    return undefined;
  }
}
