import { z } from "zod";
import type { ChangeKind } from "~/kernel/changeKinds";
import { languages } from "~/kernel/language/languages";

const transcriptState = z.object({
  version: z.number(),
  language: z.enum(languages),
  passages: z.number(),
});
export type TranscriptAt = z.infer<typeof transcriptState>;

/** A transcript took the place of another; passages of each stay where they can be read. */
export const transcriptChange: ChangeKind<TranscriptAt> = { name: "transcript", state: transcriptState };
