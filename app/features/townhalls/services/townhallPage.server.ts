import { allComponents } from "~/features/components/services/read.server";
import { viewRoom } from "~/features/live/services/room.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { possibleHosts } from "~/features/meetings/services/people.server";
import { registeredFor } from "~/features/meetings/services/register.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Standing } from "~/kernel/access";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Actor, Deps, Shared, Translate } from "~/platform/deps";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import { clausesToName } from "./clauses.server";
import { answersTo, meetingRecord } from "./meetingRecord.server";
import { townhallTerms } from "./townhallTerms.server";

/**
 * Everything that the page of a townhall shows: the meeting and its room, to hosts what they can put on, afterwards
 * its record. null where the room is not there.
 */
export async function readTownhallPage({
  deps,
  shared,
  process,
  townhall,
  language,
  t,
  actor,
  standing,
}: TownhallAsked) {
  const reader = standing.suspended ? null : actor;
  const view = await viewRoom(deps, process, townhall.id, actor, { standing, language });
  if (!view) return null;
  const { groups, agreements, draft } = await shared(townhallTerms, process, townhall.draftId);
  const agreed = agreements && localize(agreements.text, language);
  await readTexts(deps.db, { message: agreed ? [agreed.text] : [] });
  const hosts = view.isHost && townhall.state === "live";
  const isOver = townhall.state === "ended";
  return {
    meeting: {
      number: townhall.number,
      title: localize(townhall.title, language),
      startsAt: townhall.startsAt,
      minutesLong: townhall.minutesLong,
      zone: townhall.zone,
      languages: townhall.languages,
      callUrl: townhall.callUrl,
      slidesUrl: townhall.slidesUrl,
      recordingUrl: townhall.recordingUrl,
      draft,
      series: townhall.seriesId,
    },
    view,
    groups: Object.fromEntries(groups.map(({ key, title }) => [key, localize(title, language).text])),
    agreements:
      agreements && agreed
        ? {
            html: renderCached("message", agreed.text, "g-"),
            language: agreed.language,
            revision: agreements.revision,
          }
        : null,
    isRegistered: (await registeredFor(deps, reader, [townhall.id])).has(townhall.id),
    isSignedIn: reader !== null,
    isSilenced: standing.silenced,
    isOrganizer: standing.organizer,
    record: isOver ? await shared(meetingRecord, process, townhall, language) : null,
    answers: isOver
      ? await answersTo(
          deps.db,
          view.room.questions.map(({ id }) => id),
        )
      : {},
    choices: hosts
      ? {
          ...(await shared(clausesToName, process, townhall.draftId)),
          components: (await allComponents(deps.db, process.id))
            .filter(({ retiredVersion }) => retiredVersion === null)
            .map(({ key, title }) => ({ key, title: localize(title, language).text })),
        }
      : null,
    hosts: hosts && actor ? await possibleHosts(deps, process, t, actor) : [],
    // A form sent twice is taken once; each page has keys of its own.
    keys: reader ? { ask: deps.newId(), say: deps.newId() } : { ask: "", say: "" },
  };
}

export type TownhallPage = NonNullable<Awaited<ReturnType<typeof readTownhallPage>>>;

type TownhallAsked = {
  readonly deps: Deps;
  readonly shared: Shared;
  readonly process: ProcessRow;
  readonly townhall: TownhallRow;
  readonly language: Language;
  readonly t: Translate;
  readonly actor: Actor | null;
  readonly standing: Standing;
};
