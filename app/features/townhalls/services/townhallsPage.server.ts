import { takingPartIn } from "~/features/live/services/takingPart.server";
import { seriesOf, type TownhallRow, townhallPages } from "~/features/meetings/services/findTownhall.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

/** Which pages of what is coming and of what is over somebody asks for. */
type AskedFor = { readonly coming: number; readonly past: number };

/** A page of the townhalls of a process, their series, and who took part in those of them that are over. */
export async function townhallsPage(deps: Deps, process: ProcessRow, language: Language, asked: AskedFor) {
  const [live, coming, past, series, groups] = await Promise.all([
    townhallPages(deps, process, "live", 1),
    townhallPages(deps, process, "coming", asked.coming),
    townhallPages(deps, process, "past", asked.past),
    seriesOf(deps, process),
    stakeholderGroupsOf(deps.db, process.id),
  ]);
  const held = past.rows.filter(({ state }) => state === "ended").reverse();
  const part = await takingPartIn(
    deps,
    held.map(({ id }) => id),
  );
  const shown = (one: TownhallRow) => ({
    number: one.number,
    title: localize(one.title, language),
    state: one.state,
    startsAt: one.startsAt,
    minutesLong: one.minutesLong,
    hasMinutes: one.minutes !== "",
    hasRecording: one.recordingUrl !== "",
  });
  return {
    live: live.rows.toReversed().map(shown),
    coming: { ...coming, rows: coming.rows.map(shown) },
    past: { ...past, rows: past.rows.map(shown) },
    series: series.map(({ id, title }) => ({ id: id as string, title: localize(title, language) })),
    groups: groups.map(({ key, title }) => ({ key, title: localize(title, language).text })),
    part: held.map(({ id, number }) => ({ number, ...part.get(id) })),
  };
}
