import { gateChange } from "~/features/release/contracts/gateChange";
import type { ChangesRegistration } from "~/platform/changes";

export const releaseChanges = {
  kinds: [{ kind: gateChange, table: "gates", rows: null }],
} satisfies ChangesRegistration;
