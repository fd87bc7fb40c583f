import { and, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import { type AgendaAt, agendaChange } from "~/features/meetings/contracts/agendaChange";
import type { townhallSchema } from "~/features/meetings/contracts/meeting";
import { matchAgenda } from "~/features/meetings/domain/matchAgenda";
import { recordChanges } from "~/features/processes/services/changes.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { AgendaItemId, TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize, plain, withText } from "~/kernel/language/localized";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { agendaItems, townhalls } from "~db/schema/meetings";
import { agendaOf } from "./findTownhall.server";

type Agenda = z.infer<typeof townhallSchema>["agenda"];
type Item = Awaited<ReturnType<typeof agendaOf>>[number];

const agendaAt = (items: readonly Pick<Item, "id" | "title" | "minutes">[]): AgendaAt => ({
  items: items.map(({ id, title, minutes }) => ({
    id,
    title: { ...title, basedOn: title.basedOn ?? {} },
    minutes,
  })),
});

/**
 * The agenda as it is given in a language. An item keeps its identity and its other languages wherever it stands now; one
 * that is put in between shifts no other. What the agenda was before stays in the history of the meeting.
 */
export async function setAgenda(
  deps: Deps,
  tx: Db,
  of: { process: ProcessRow; townhallId: TownhallId; actor: Actor },
  language: Language,
  agenda: Agenda,
): Promise<void> {
  const { process, townhallId, actor } = of;
  const before = await agendaOf(tx, townhallId);
  const matches = matchAgenda(
    before.map(({ title }) => localize(title, language).text),
    agenda.map(({ title }) => title),
  );
  const after = agenda.map(({ title, minutes }, position): Item => {
    const known = before[matches[position] ?? -1];
    const shown = known && localize(known.title, language);
    // What stands there as it was shown is no edit.
    const isSame = shown?.text === title && shown.state !== "stale";
    return known
      ? { ...known, position, title: isSame ? known.title : withText(known.title, language, title), minutes }
      : { id: deps.newId() as AgendaItemId, townhallId, position, title: plain(title, language), minutes };
  });
  const kind = { kind: agendaChange, processId: process.id, scope: townhallId, actor };
  await recordChanges(deps, tx, kind, [
    { subject: townhallId, before: agendaAt(before), after: agendaAt(after) },
  ]);
  await insertMany(tx, agendaItems, after, (insert) =>
    insert.onConflictDoUpdate({
      target: agendaItems.id,
      set: {
        position: sql`excluded.position`,
        title: sql`excluded.title`,
        minutes: sql`excluded.minutes`,
      },
    }),
  );
  const left = before.map(({ id }) => id).filter((id) => !after.some((item) => item.id === id));
  if (left.length === 0) return;
  await tx.delete(agendaItems).where(inArray(agendaItems.id, left));
  await tx
    .update(townhalls)
    .set({ itemId: null, itemSince: null })
    .where(and(eq(townhalls.id, townhallId), inArray(townhalls.itemId, left)));
}
