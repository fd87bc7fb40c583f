import { z } from "zod";

/** What of an entry is said in words; the rest stands in its text. */
const said = z.object({
  kind: z.string(),
  at: z.string(),
  adopted: z.enum(["yes", "no"]).optional(),
  continues: z.object({ origin: z.string(), size: z.number(), reason: z.string() }).nullish(),
  act: z.string().optional(),
  ballots: z.union([z.string(), z.array(z.string())]).optional(),
  how: z.enum(["deadline", "by-hand"]).optional(),
  former: z.string().optional(),
  added: z.number().optional(),
  size: z.number().optional(),
  count: z.number().optional(),
  snapshot: z.number().optional(),
  draft: z.string().optional(),
  rows: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])).optional(),
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
