import { type AgendaAt, agendaChange } from "~/features/meetings/contracts/agendaChange";
import { changesOf } from "~/features/processes/services/changes.server";
import type { TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

/** How the agenda of a meeting was changed since it was planned, for a reader of a language; the newest first. */
export async function agendaChanges(
  deps: Pick<Deps, "db">,
  townhall: TownhallId,
  language: Language,
  asked: number,
) {
  const { rows, ...paging } = await changesOf(deps, [agendaChange], townhall, asked);
  const shown = (at: AgendaAt | null) =>
    (at?.items ?? []).map(({ id, title, minutes }) => ({ id, minutes, title: localize(title, language) }));
  return {
    ...paging,
    rows: rows.map(({ before, after, kind: _, subject: __, ...row }) => ({
      ...row,
      before: shown(before),
      after: shown(after),
    })),
  };
}
