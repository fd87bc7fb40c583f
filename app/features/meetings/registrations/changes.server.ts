import { agendaChange } from "~/features/meetings/contracts/agendaChange";
import type { ChangesRegistration } from "~/platform/changes";

export const meetingsChanges = {
  kinds: [{ kind: agendaChange, table: "agenda_items", rows: null }],
} satisfies ChangesRegistration;
