import { z } from "zod";
import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import { attributions, reveals } from "~/features/rounds/domain/values";
import { isTurnout } from "~/features/rules/domain/quorum";
import { momentInUtc } from "~/kernel/fields";
import { type CanonicalValue, canonicalJson, sha256Hex } from "~/kernel/hash/canonical";
import { overlaps } from "./overlaps";

const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const moment = momentInUtc;
const some = z.number().int().nonnegative();
const share = z.string().refine(isTurnout);

/** How many have to vote: at least so many, and at least so large a share of the roll. */
const enough = { voters: some, share };

const plannedRound = z.strictObject({
  /** The name that its ballot log will have. */
  log: z.string(),
  /** The key of the workgroup, or "public". */
  workgroup: z.string(),
  asked: z.array(z.string()),
  notNecessary: z.enum(["offered", "not-offered"]),
  /** Absent where "I cannot judge" is no answer of its own. */
  cannotJudge: z.literal("offered").optional(),
  attribution: z.enum(attributions),
  /** Nobody comes onto the roll once it is open, or people join it while it is. */
  roll: z.enum(["frozen", "joins"]),
  /** The last moment at which it may open. */
  opensBy: moment,
  closesAt: z.union([moment, z.literal("by-hand")]),
  reveal: z.enum(reveals),
});

const plan = z.strictObject({
  format: z.literal("codraft-plan/1"),
  process: z.string(),
  /** Its number in the process. */
  plan: z.number().int().positive(),
  /** The hash of the rule under which all rounds are counted. */
  rule: hash,
  /** The version of the list of components, and the hash of its keys in their order. */
  components: z.strictObject({ version: some, hash }),
  criteria: z.array(z.string()),
  /** Counted together, in the order of their numbers. */
  rounds: z.array(plannedRound).min(1),
  /** Whether one person may vote in several of the rounds. */
  overlap: z.enum(overlaps),
  quorum: z.strictObject({
    ...enough,
    workgroup: z.strictObject(enough),
    /** How many workgroups have to reach theirs. */
    workgroups: some,
  }),
  /** When the result is to be published at the latest; absent where none is promised. */
  publishBy: moment.optional(),
  /** Acts that a second organizer has to confirm. */
  confirm: z.array(z.enum(confirmedActs)),
  /** How often ballot logs are anchored while they are open; absent: not before they close. */
  anchorMinutes: z.number().int().positive().optional(),
  /** The plan in whose place it stands: none of whose rounds had opened. */
  replaces: z.number().int().positive().optional(),
});

/** What is fixed before voting: which rounds are counted together, under which rule and terms, and when a count is complete. */
export type Plan = z.infer<typeof plan>;
export type PlanRound = z.infer<typeof plannedRound>;

/** A plan's canonical text: what is sealed, byte for byte. */
export const planText = (sealed: Plan): string => canonicalJson(sealed as CanonicalValue);

/** The hash of a plan's text, by which the record log and the terms of its rounds name it. */
export const planHash = (text: string): string => sha256Hex(text);

/** The plan that a text is; null where it is none, or another text would be the same plan. */
export function readPlan(text: string): Plan | null {
  try {
    const read = plan.safeParse(JSON.parse(text));
    return read.success && planText(read.data) === text ? read.data : null;
  } catch {
    return null;
  }
}

/** The hash of a list of components, by their keys in their order. */
export const listHash = (keys: readonly string[]): string => sha256Hex(canonicalJson([...keys]));
