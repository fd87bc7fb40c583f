import { z } from "zod";
import { withheldCodes } from "~/features/recordlog/domain/kinds";

/** What is asked of the files of a bundle before anything is read in them; they may say more. */
const whole = z.int().nonnegative();
const text = z.string();
const texts = z.array(text);
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);

export const manifestShape = z.strictObject({
  format: z.literal("codraft-bundle/1"),
  process: text,
  result: whole,
  /** Where the result was published. */
  page: text,
  files: z.array(z.tuple([text, whole, hash])),
});

const standing = { plan: whole.nullable(), standing: text, omitted: z.array(z.unknown()) };

export const resultShape = z.looseObject({
  format: z.literal("codraft-result/1"),
  process: text,
  compilation: whole,
  ruleHash: hash,
  criteria: texts,
  rounds: z.array(
    z.strictObject({ number: whole, workgroup: text, log: text, size: whole, root: hash, ruleHash: hash }),
  ),
  plan: z.strictObject({ ...standing, doc: hash.nullable() }).optional(),
  components: z.array(z.looseObject({ component: text })),
  ties: z.literal("by-choices").optional(),
});
export type ResultShape = z.infer<typeof resultShape>;

export const componentsShape = z.strictObject({
  format: z.literal("codraft-components/1"),
  /** All that ever stood on the list, in order: from which version on, and up to which. */
  components: z.array(z.strictObject({ key: text, since: whole, retired: whole.nullable() })),
  /** Votes that move between the versions, up to the newest that was asked. */
  moves: z.array(z.strictObject({ from: text, to: text, version: whole })),
});
export type ComponentsShape = z.infer<typeof componentsShape>;

export const termsShape = z.strictObject({
  process: text,
  round: whole,
  workgroup: text,
  componentVersion: whole,
  asked: texts,
  criteria: texts,
  notNecessary: z.enum(["offered", "not-offered"]),
  cannotJudge: z.literal("offered").optional(),
  attribution: z.enum(["named", "pseudonymous"]),
  reveal: z.enum(["at-close", "at-publication", "at-plan-close"]),
  closesAt: z.union([moment, z.literal("by-hand")]),
  plan: hash.optional(),
});
export type TermsShape = z.infer<typeof termsShape>;

export const seatShape = z.strictObject({ voter: text, label: text, organization: text.nullable() });
export type SeatShape = z.infer<typeof seatShape>;

export const lineShape = z.strictObject({
  index: whole,
  leaf: hash,
  entry: text,
  salt: text.optional(),
  notes: z.record(text, text).optional(),
});
export type LineShape = z.infer<typeof lineShape>;

/** What an anchor of an open log was of. */
export const anchorShape = z.strictObject({ entry: whole, salt: hash, size: whole, root: hash });
export type LogAnchorShape = z.infer<typeof anchorShape>;

/** What of the entries of a record log is read here. */
const place = { v: z.literal(1), log: text, index: whole, at: text };
const entry = <Kind extends string, Shape extends z.core.$ZodLooseShape>(kind: Kind, shape: Shape) =>
  z.looseObject({ ...place, kind: z.literal(kind), ...shape });
/** Who did it, and who confirmed it: pseudonyms of the act. */
const people = { by: hash.nullable(), second: hash.nullable() };
export const entryShape = z.discriminatedUnion("kind", [
  entry("begin", { process: text, keys: texts, receipts: texts, adopted: z.enum(["yes", "no"]) }),
  entry("keys", { keys: texts, receipts: texts, reason: text }),
  entry("policy", { policy: hash, ...people }),
  entry("anchor", { logs: z.array(z.tuple([text, hash])) }),
  entry("plan", { plan: whole, doc: hash, rounds: texts, ...people }),
  entry("open", {
    ballots: text,
    plan: whole.nullable(),
    rule: hash,
    terms: hash,
    size: whole,
    root: hash,
    ...people,
  }),
  entry("extend", {
    ballots: text,
    former: z.union([moment, z.literal("by-hand")]),
    until: moment,
    ...people,
  }),
  entry("roll", { ballots: text, added: whole, removed: whole, size: whole, reason: text }),
  entry("close", {
    ballots: text,
    size: whole,
    root: hash,
    leaf: hash,
    how: z.enum(["deadline", "by-hand"]),
    ...people,
  }),
  entry("void", { ballots: text, reason: text }),
  entry("count", { count: whole, rule: hash, ballots: texts, ...standing }),
  entry("result", { count: whole, result: hash, replaces: whole.nullable(), ...standing, ...people }),
  entry("version", people),
  entry("gates", people),
  entry("snapshot", people),
  entry("decision", people),
  entry("rows", { act: text, rows: z.array(z.tuple([text, text, hash.nullable()])) }),
  entry("withheld", { rows: z.array(z.tuple([text, text, z.enum(withheldCodes)])) }),
  entry("gap", { from: whole, count: whole }),
]);
export type RecordEntry = z.infer<typeof entryShape>;
export type EntryOf<Kind extends RecordEntry["kind"]> = Extract<RecordEntry, { kind: Kind }>;
