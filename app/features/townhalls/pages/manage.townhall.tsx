import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import {
  clausesSchema,
  minutesSchema,
  outcomeSchema,
  removeOutcomeSchema,
  townhallSchema,
  transcriptSchema,
} from "~/features/meetings/contracts/meeting";
import { currentZone, wallClock, zoneNames } from "~/features/meetings/domain/series";
import { isOver } from "~/features/meetings/domain/townhall";
import { atTownhall } from "~/features/meetings/registrations/place.server";
import { agendaOf } from "~/features/meetings/services/findTownhall.server";
import { cancelTownhall, editTownhall } from "~/features/meetings/services/plan.server";
import { MeetingFields } from "~/features/meetings/ui/MeetingFields";
import { beginningOf, readTranscript } from "~/features/townhalls/domain/transcript";
import { clausesToName, clausesTouched } from "~/features/townhalls/services/clauses.server";
import {
  outcomesOf,
  removeOutcome,
  saveMinutes,
  saveOutcome,
  setClauses,
} from "~/features/townhalls/services/saveMinutes.server";
import { countPassages, saveTranscript } from "~/features/townhalls/services/transcripts.server";
import { Leaves } from "~/features/townhalls/ui/manage/Leaves";
import { ManageAnswers } from "~/features/townhalls/ui/manage/ManageAnswers";
import type { ReadTranscript } from "~/features/townhalls/ui/manage/TranscriptForm";
import { acts, intent, preview, refusedLines } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { LineProblem } from "~/kernel/csv/lines";
import { localize } from "~/kernel/language/localized";
import { Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { usePosted } from "~/ui/forms/posted";
import { undoneBy } from "~/ui/forms/undo/undoneBy";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(
  atTownhall,
  "organizer",
  async ({ deps, language, process, shared, t, townhall }) => {
    const [drafts, agenda, outcomes, named, touched, passages] = await Promise.all([
      shared(listDrafts, process, false),
      agendaOf(deps.db, townhall.id),
      outcomesOf(deps.db, townhall.id),
      shared(clausesToName, process, townhall.draftId),
      clausesTouched(deps.db, townhall.id),
      countPassages(deps.db, townhall.id, townhall.transcriptVersion),
    ]);
    const [day, time] = wallClock(townhall.zone, townhall.startsAt);
    return {
      slug: process.slug,
      number: townhall.number,
      state: townhall.state,
      title: t("townhalls:title", { number: townhall.number }),
      drafts: drafts.map(({ label }) => label).reverse(),
      zones: zoneNames(),
      values: {
        title: localize(townhall.title, language).text,
        day,
        time,
        zone: currentZone(townhall.zone),
        minutesLong: townhall.minutesLong,
        languages: townhall.languages,
        callUrl: townhall.callUrl,
        slidesUrl: townhall.slidesUrl,
        draft: drafts.find(({ id }) => id === townhall.draftId)?.label ?? "",
        agenda: agenda.map((one) => `${one.minutes} ${localize(one.title, language).text}`).join("\n"),
      },
      minutes: {
        text: townhall.minutes,
        language: townhall.minutesRevision === 0 ? language : townhall.minutesLanguage,
        seen: String(townhall.minutesRevision),
        recordingUrl: townhall.recordingUrl,
      },
      outcomes,
      clauses: townhall.draftId ? named.clauses : [],
      touched: touched.map(({ clause }) => clause),
      passages,
    };
  },
);

export const action = acts(atTownhall, "organizer", {
  edit: intent(townhallSchema, ({ deps, actor, language, process, townhall }, input) =>
    editTownhall(deps, actor, process, language, { townhall, input }),
  ),
  cancel: intent(z.strictObject({}), ({ deps, actor, process, townhall }) =>
    cancelTownhall(deps, actor, process, townhall),
  ),
  minutes: intent(minutesSchema, ({ deps, actor, process, townhall }, input) =>
    saveMinutes(deps, actor, process, townhall, input),
  ),
  outcome: intent(outcomeSchema, ({ deps, actor, process, townhall }, input) =>
    saveOutcome(deps, actor, process, townhall, input),
  ),
  removeOutcome: intent(removeOutcomeSchema, async ({ deps, actor, process, townhall }, { id }) => {
    const removed = await removeOutcome(deps, actor, process, townhall, id);
    return undoneBy(removed, "outcome", { id: "", ...(removed.ok ? removed.value : {}) });
  }),
  readTranscript: preview(transcriptSchema, async (_, input) => {
    const read = readTranscript(input.transcript, input.notNames);
    if (!read.ok)
      return refusedLines("readTranscript", read.error.problems, { transcript: input.transcript });
    return { ok: true, value: { pasted: input, ...beginningOf(read.value) } };
  }),
  transcript: intent(transcriptSchema, async ({ deps, actor, process, townhall }, input) => {
    const { transcript } = input;
    const taken = await saveTranscript(deps, actor, process, townhall, input);
    if (!taken.ok && "problems" in taken.error)
      return refusedLines("transcript", taken.error.problems, { transcript });
    return taken as Exclude<typeof taken, { ok: false; error: { problems: unknown } }>;
  }),
  clauses: intent(clausesSchema, ({ deps, actor, process, townhall }, { clauses }) =>
    setClauses(deps, actor, process, townhall, clauses),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

type Lines = { problems?: readonly LineProblem[]; more?: number };
type Refused_ = Lines & { transcript?: string; value?: Partial<ReadTranscript> };

export default function ManageTownhall() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const refused = usePosted<Refused_>();
  const over = isOver(data.state);
  return (
    <>
      <h1>{data.title}</h1>
      <p>
        <PageLink to={`/p/${data.slug}/townhalls/${data.number}`}>{t("townhalls:manage.see")}</PageLink>
      </p>
      <ManageAnswers />
      <LineProblems problems={refused?.problems ?? []} more={refused?.more ?? 0} />
      {!over && (
        <section className="section" aria-labelledby="meeting">
          <h2 id="meeting">{t("townhalls:manage.meeting")}</h2>
          <PostForm className="note">
            <MeetingFields intent="edit" values={data.values} drafts={data.drafts} zones={data.zones} />
            <div className="actions">
              <Submit intent="edit">{t("common:save")}</Submit>
            </div>
          </PostForm>
          {data.state === "planned" && (
            <details className="more">
              <summary>{t("townhalls:manage.cancel")}</summary>
              <PostForm>
                <p className="small">{t("townhalls:manage.cancelNote")}</p>
                <Submit intent="cancel" kind="danger mini">
                  {t("townhalls:manage.cancel")}
                </Submit>
              </PostForm>
            </details>
          )}
        </section>
      )}
      {data.state === "cancelled" ? (
        <p className="notice">{t("errors:title.meeting_cancelled")}</p>
      ) : (
        <Leaves data={data} typed={refused?.transcript ?? ""} read={refused?.value} />
      )}
    </>
  );
}
