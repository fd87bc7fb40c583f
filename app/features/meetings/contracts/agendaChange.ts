import { z } from "zod";
import type { ChangeKind } from "~/kernel/changeKinds";
import { languages } from "~/kernel/language/languages";

const texts = z.partialRecord(z.enum(languages), z.string());

/** The agenda of a meeting as a whole, as it stood before an edit and after it. */
const agendaState = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.object({ source: z.enum(languages), text: texts, basedOn: texts.default({}) }),
      minutes: z.number(),
    }),
  ),
});
export type AgendaAt = z.infer<typeof agendaState>;

export const agendaChange: ChangeKind<AgendaAt> = { name: "agenda", state: agendaState };
