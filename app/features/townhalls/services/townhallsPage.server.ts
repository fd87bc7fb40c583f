import { takingPartIn } from "~/features/live/services/takingPart.server";
import { listTownhalls, seriesOf } from "~/features/meetings/services/findTownhall.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

/** The townhalls of a process, their series, and who took part in those that are over. */
export async function townhallsPage(deps: Deps, process: ProcessRow, language: Language) {
  const [all, series, groups] = await Promise.all([
    listTownhalls(deps, process),
    seriesOf(deps, process),
    stakeholderGroupsOf(deps.db, process.id),
  ]);
  const held = all.filter(({ state }) => state === "ended");
  const part = await takingPartIn(
    deps,
    held.map(({ id }) => id),
  );
  return {
    townhalls: all.map((one) => ({
      number: one.number,
      title: localize(one.title, language),
      state: one.state,
      startsAt: one.startsAt,
      minutesLong: one.minutesLong,
      hasMinutes: one.minutes !== "",
      hasRecording: one.recordingUrl !== "",
    })),
    series: series.map(({ id, title }) => ({ id: id as string, title: localize(title, language) })),
    groups: groups.map(({ key, title }) => ({ key, title: localize(title, language).text })),
    part: held.map(({ id, number }) => ({ number, ...part.get(id) })),
  };
}
