import { z } from "zod";
import { componentKey } from "~/features/processes/contracts/setup";
import { attributions, reveals } from "~/features/rounds/domain/values";
import { filled, id, momentOrNone, several, tick, wholeOrNone } from "~/kernel/fields";

export const roundSchema = z.strictObject({
  title: filled(120),
  workgroup: z.union([id, z.literal("public").transform(() => null)]),
  preset: z.string().max(40),
  /** A rule of one's own as JSON; empty: the preset as it is. */
  rule: z.string().max(20_000, "errors:field.tooLong"),
  /** The fewest who have to vote, as a number and as a percentage of the roll; empty: however few. */
  leastVoters: wholeOrNone(1_000_000),
  leastTurnout: wholeOrNone(100),
  asked: several.pipe(z.array(componentKey).max(2000)).transform((keys) => [...new Set(keys)]),
  offersNotNecessary: tick,
  offersCannotJudge: tick,
  attribution: z.enum(attributions),
  reveal: z.enum(reveals),
  /** Local date and time as the browser's field gives it, read as UTC; empty: closed by hand. */
  closesAt: momentOrNone,
});
