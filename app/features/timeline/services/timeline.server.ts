import { scaleUtc } from "d3-scale";
import { streams } from "~/features/processes/domain/streams";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { lanesOf, placeIn, spanOf } from "~/features/timeline/domain/timeline";
import type { Language } from "~/kernel/language/languages";
import { pageOf } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { dayOf, type TimelineEntry } from "~/platform/timeline";
import { timelines } from "~/registries/timeline.server";

/** Everything public that has a place in time, in the order of its beginnings. */
export async function timelineOf(
  deps: Pick<Deps, "db" | "translator">,
  process: ProcessRow,
  language: Language,
): Promise<TimelineEntry[]> {
  const world = { deps, process, language, t: deps.translator(language) };
  const entries = await Promise.all(timelines.map((entriesOf) => entriesOf(world)));
  return entries.flat().sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** What can be told apart in one picture. */
const entriesPerPage = 100;

/** A page of the timeline: the one that was asked for, else the one that goes on today, else the last. */
export function timelinePage(entries: readonly TimelineEntry[], asked: number | null, today: () => string) {
  if (entries.length <= entriesPerPage || asked !== null) return pageOf(entries, asked ?? 1, entriesPerPage);
  const day = today();
  const at = entries.findIndex(({ from, to }) => (to ?? from) >= day);
  const page = at < 0 ? Number.POSITIVE_INFINITY : Math.floor(at / entriesPerPage) + 1;
  return pageOf(entries, page, entriesPerPage);
}

/** Where everything is drawn: streams with their lanes, and ticks of the calendar; null for an empty one. */
export function drawTimeline(entries: readonly TimelineEntry[]) {
  const span = spanOf(entries);
  if (!span) return null;
  const ends = [new Date(`${span.from}T00:00:00Z`), new Date(`${span.to}T00:00:00Z`)];
  const ticks = scaleUtc()
    .domain(ends)
    .ticks(9)
    .map((at) => ({ day: dayOf(at), x: placeIn(span, dayOf(at)) }));
  const days = ((ends[1] as Date).getTime() - (ends[0] as Date).getTime()) / 86_400_000;
  return {
    ticks,
    streams: streams.map((stream) => ({
      stream,
      items: lanesOf(
        entries.filter((one) => one.stream === stream),
        // As much room as a mark takes.
        Math.max(1, Math.ceil(days / 60)),
      ).map(({ item, lane }) => ({
        id: item.id,
        kind: item.kind,
        title: item.title.text,
        path: item.path,
        lane,
        from: placeIn(span, item.from),
        to: item.to === null ? null : placeIn(span, item.to),
      })),
    })),
  };
}
