import { z } from "zod";
import { gateKinds } from "~/features/release/domain/gates";
import type { ChangeKind } from "~/kernel/changeKinds";
import { storedTexts } from "~/kernel/fields";

/** A gate as its history tells it. */
const gateState = z.object({
  title: storedTexts,
  kind: z.enum(gateKinds),
  least: z.number().nullable(),
  dueOn: z.string(),
});
export type GateAt = z.infer<typeof gateState>;

/** Declared, changed, removed: the history of the gates of a process. */
export const gateChange: ChangeKind<GateAt> = { name: "gate", state: gateState };
