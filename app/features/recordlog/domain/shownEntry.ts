import { z } from "zod";
import { type NamedKind, nameFields } from "./kinds";

/** What of an entry is said in words; the rest stands in its text. */
const said = z.object({
  kind: z.string(),
  at: z.string(),
  adopted: z.enum(["yes", "no"]).optional(),
  act: z.string().optional(),
  ballots: z.union([z.string(), z.array(z.string())]).optional(),
  how: z.enum(["deadline", "by-hand"]).optional(),
  size: z.number().optional(),
  count: z.number().optional(),
  snapshot: z.number().optional(),
  draft: z.string().optional(),
  plan: z.number().nullable().optional(),
});
export type SaidEntry = z.infer<typeof said>;

/** What an entry says; null where its text is not one, which only a database does that was changed behind the server's back. */
export function saidBy(entry: string): SaidEntry | null {
  try {
    return said.safeParse(JSON.parse(entry)).data ?? null;
  } catch {
    return null;
  }
}

/** The address of the entry of an act, by its kind and by what tells one from another of the kind, in the record log of its process. */
export const entryAddress = (base: string, kind: NamedKind, name: string | number) =>
  `${base}/log?of=${encodeURIComponent(`${kind}:${name}`)}`;

/** What such an address asks for; null where it is none. */
export function readEntryName(of: string): { readonly kind: NamedKind; readonly name: string } | null {
  const [, kind = "", name = ""] = /^([a-z]+):(.{1,300})$/u.exec(of) ?? [];
  const found = (Object.keys(nameFields) as NamedKind[]).find((known) => known === kind);
  return found ? { kind: found, name } : null;
}
