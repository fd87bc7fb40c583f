import { z } from "zod";
import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import { overlaps } from "~/features/plans/domain/overlaps";
import { id, ids, localMoment, momentOrNone, several, wholeOrNone } from "~/kernel/fields";
import { localMomentText } from "~/kernel/figures/localMoment";

/** What an organizer says of a plan; all the rest is as the rounds have it. */
export const sealingSchema = z.strictObject({
  rounds: ids(200).pipe(z.array(id).min(1, "errors:field.rounds")),
  /** Local date and time as the browser's field gives it, read as UTC. */
  opensBy: localMoment,
  /** Empty: no day is promised. */
  publishBy: momentOrNone,
  /** The fewest who have to vote in all, as a number and as a percentage of the roll; empty: however few. */
  voters: wholeOrNone(1_000_000),
  turnout: wholeOrNone(100),
  /** The same of a workgroup, and how many of them have to reach it. */
  groupVoters: wholeOrNone(1_000_000),
  groupTurnout: wholeOrNone(100),
  groups: wholeOrNone(200),
  /** Whether one person may vote in several of its rounds. */
  overlap: z.enum(overlaps).default("allowed"),
  /** Acts that a second organizer has to confirm. */
  confirm: several
    .pipe(z.array(z.enum(confirmedActs)))
    .transform((acts) => confirmedActs.filter((act) => acts.includes(act))),
});
export type Sealing = z.infer<typeof sealingSchema>;

const fields = Object.keys(sealingSchema.shape) as (keyof Sealing)[];

const isList = (name: keyof Sealing) => name === "rounds" || name === "confirm";

/** What was said of a plan, as the address of the page has it on which it is sealed. */
export function sealingQuery(sealing: Sealing): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of fields) for (const text of textsOf(sealing[name])) query.append(name, text);
  return query;
}

function textsOf(value: Sealing[keyof Sealing]): readonly string[] {
  if (value === null) return [""];
  if (value instanceof Date) return [localMomentText(value)];
  return Array.isArray(value) ? value : [String(value)];
}

/** The same, read; null where the address does not say it. */
export function readSealing(query: URLSearchParams): Sealing | null {
  const entries = fields
    .filter((name) => query.has(name))
    .map((name) => [name, isList(name) ? query.getAll(name) : query.get(name)]);
  return sealingSchema.safeParse(Object.fromEntries(entries)).data ?? null;
}
