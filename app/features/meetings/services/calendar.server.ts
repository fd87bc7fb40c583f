import { eq } from "drizzle-orm";
import { type CalendarMeeting, calendarOf } from "~/features/meetings/domain/calendar";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { inLanguage } from "~/i18n/languagePath";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { agendaItems, townhalls } from "~db/schema/meetings";
import { type agendaOf, listTownhalls, seriesOf, type TownhallRow } from "./findTownhall.server";

/**
 * A calendar of a process: "all.ics", "series-ID.ics" or "townhall-NUMBER.ics". Cancelled meetings are in
 * it as cancelled. null when there is no such file.
 */
export async function calendarFile(
  deps: Deps,
  process: ProcessRow,
  name: string,
  language: Language,
): Promise<string | null> {
  const all = await listTownhalls(deps, process);
  const title = localize(process.title, language).text;
  const chosen = await choose(deps, process, name, all);
  if (!chosen) return null;
  const rows = await deps.db
    .select({ townhallId: agendaItems.townhallId, title: agendaItems.title, minutes: agendaItems.minutes })
    .from(agendaItems)
    .innerJoin(townhalls, eq(townhalls.id, agendaItems.townhallId))
    .where(eq(townhalls.processId, process.id))
    .orderBy(agendaItems.position);
  const meetings = chosen.map((one) =>
    meetingOf(
      deps,
      process,
      one,
      language,
      rows.filter(({ townhallId }) => townhallId === one.id),
    ),
  );
  const url = `${deps.settings.origin}${inLanguage(language, `/p/${process.slug}/calendar/${name}`)}`;
  return calendarOf(title, meetings, { url, language });
}

async function choose(deps: Deps, process: ProcessRow, name: string, all: readonly TownhallRow[]) {
  if (name === "all.ics") return all;
  const number = /^townhall-(\d{1,9})\.ics$/.exec(name)?.[1];
  if (number) {
    const one = all.find((row) => row.number === Number(number));
    return one ? [one] : null;
  }
  const id = /^series-([0-9a-f-]{36})\.ics$/.exec(name)?.[1];
  const series = id ? (await seriesOf(deps, process)).find((one) => one.id === id) : undefined;
  return series ? all.filter(({ seriesId }) => seriesId === series.id) : null;
}

type AgendaLine = Pick<Awaited<ReturnType<typeof agendaOf>>[number], "title" | "minutes">;

function meetingOf(
  deps: Deps,
  process: ProcessRow,
  townhall: TownhallRow,
  language: Language,
  agenda: readonly AgendaLine[],
): CalendarMeeting {
  const t = deps.translator(language);
  const page = `${deps.settings.origin}${inLanguage(language, `/p/${process.slug}/townhalls/${townhall.number}`)}`;
  const lines = agenda.map(({ title, minutes }) =>
    t("common:labelled", {
      label: t("meetings:minutes", { count: minutes }),
      value: localize(title, language).text,
    }),
  );
  const links = [townhall.callUrl, townhall.slidesUrl].filter(Boolean);
  const minute = 60_000;
  return {
    uid: `townhall-${townhall.id}@${new URL(deps.settings.origin).hostname}`,
    sequence: townhall.sequence,
    isCancelled: townhall.state === "cancelled",
    startsAt: townhall.startsAt,
    endsAt: new Date(townhall.startsAt.getTime() + townhall.minutesLong * minute),
    changedAt: townhall.changedAt,
    title: t("meetings:named", { number: townhall.number, title: localize(townhall.title, language).text }),
    description: [...lines, page, ...links].join("\n"),
    url: page,
    place: townhall.callUrl || page,
  };
}
