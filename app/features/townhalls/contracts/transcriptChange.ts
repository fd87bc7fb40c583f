import { z } from "zod";
import type { ChangeKind } from "~/kernel/changeKinds";
import { filled, storedLanguage, wholeFrom } from "~/kernel/fields";

const transcriptState = z.object({
  version: z.number(),
  language: storedLanguage,
  passages: z.number(),
});
export type TranscriptAt = z.infer<typeof transcriptState>;

/** A transcript took the place of another, whose passages stay where they can be read, or an earlier one was withdrawn. */
export const transcriptChange: ChangeKind<TranscriptAt> = { name: "transcript", state: transcriptState };

/** An earlier version of a transcript is withdrawn, with a public reason. */
export const withdrawSchema = z.strictObject({ version: wholeFrom(1, 100_000), reason: filled(500) });
