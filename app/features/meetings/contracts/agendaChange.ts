import { z } from "zod";
import type { ChangeKind } from "~/kernel/changeKinds";
import { storedTexts } from "~/kernel/fields";

/** The agenda of a meeting as a whole, as it stood before an edit and after it. */
const agendaState = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: storedTexts,
      minutes: z.number(),
    }),
  ),
});
export type AgendaAt = z.infer<typeof agendaState>;

export const agendaChange: ChangeKind<AgendaAt> = { name: "agenda", state: agendaState };
