import { misleadingName } from "~/features/workgroups/services/leaderNames.server";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { nameProblems } from "./nameProblems";

/** What of an endorsement stands on the wall as somebody's name. */
const shownNames = ["name", "affiliation", "signatory"] as const;
type Shown = Partial<Readonly<Record<(typeof shownNames)[number], string>>>;

export type Misled = {
  readonly why: keyof typeof nameProblems;
  readonly problem: Readonly<Record<string, string>>;
};

/** The first of the names that are new and could be taken for somebody's who leads the process, with why; null if none is. */
export async function misleadingField(
  tx: Db,
  processId: ProcessId,
  before: Shown & { readonly email: string },
  now: Shown,
): Promise<Misled | null> {
  const fields = shownNames.filter((field) => now[field] && now[field] !== before[field]);
  if (fields.length === 0) return null;
  const people = fields.map((field) => ({ email: before.email, name: now[field] ?? "" }));
  const misleads = await misleadingName(tx, processId, people);
  const field = misleads && fields.find((one) => now[one] === misleads.name);
  return misleads && field ? { why: misleads.why, problem: { [field]: nameProblems[misleads.why] } } : null;
}
