import { z } from "zod";
import { gateKinds } from "~/features/release/domain/gates";
import type { ChangeKind } from "~/kernel/changeKinds";
import { languages } from "~/kernel/language/languages";

/** A gate as its history tells it. */
const gateState = z.object({
  title: z.object({
    source: z.enum(languages),
    text: z.partialRecord(z.enum(languages), z.string()),
    basedOn: z.partialRecord(z.enum(languages), z.string()).default({}),
  }),
  kind: z.enum(gateKinds),
  least: z.number().nullable(),
  dueOn: z.string(),
});
export type GateAt = z.infer<typeof gateState>;

/** Declared, changed, removed: the history of the gates of a process. */
export const gateChange: ChangeKind<GateAt> = { name: "gate", state: gateState };
