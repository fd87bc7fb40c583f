import { transcriptChange } from "~/features/townhalls/contracts/transcriptChange";
import type { ChangesRegistration } from "~/platform/changes";

export const townhallsChanges = {
  kinds: [{ kind: transcriptChange, table: "transcript_passages", rows: null }],
} satisfies ChangesRegistration;
