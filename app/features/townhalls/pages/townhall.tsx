import type { MetaFunction } from "@remix-run/node";
import { useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { z } from "zod";
import { allComponents } from "~/features/components/services/read.server";
import type { RoomView } from "~/features/live/contracts/roomState";
import { roomIntents } from "~/features/live/intents/roomIntents.server";
import { viewRoom } from "~/features/live/services/room.server";
import { ActContext, ActForm } from "~/features/live/ui/ActForm";
import { Here, TimeSpoken } from "~/features/live/ui/Facts";
import { HostDesk } from "~/features/live/ui/HostDesk";
import { MeetingThread } from "~/features/live/ui/MeetingThread";
import { Agenda, OnNow } from "~/features/live/ui/OnNow";
import { Questions } from "~/features/live/ui/Questions";
import { Queue } from "~/features/live/ui/Queue";
import { Temperature } from "~/features/live/ui/Temperature";
import { useRoom } from "~/features/live/ui/useRoom";
import { WhenAndWhere } from "~/features/live/ui/WhenAndWhere";
import { atTownhall } from "~/features/meetings/registrations/place.server";
import { agreementsOf } from "~/features/meetings/services/agreements.server";
import { labelOfDraft, possibleHosts } from "~/features/meetings/services/people.server";
import { register, registeredFor, unregister } from "~/features/meetings/services/register.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { clausesToName } from "~/features/townhalls/services/clauses.server";
import { answersTo, meetingRecord } from "~/features/townhalls/services/meetingRecord.server";
import { MeetingRecord } from "~/features/townhalls/ui/MeetingRecord";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { renderCached } from "~/platform/rendered.server";
import { Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(
  atTownhall,
  "anyone",
  async ({ actor, deps, language, process, standing, t, townhall }) => {
    const reader = standing.suspended ? null : actor;
    const view = await viewRoom(deps, process, townhall.id, actor, standing, language);
    if (!view) throw refuse("not_found");
    const groups = await stakeholderGroupsOf(deps.db, process.id);
    const agreements = await agreementsOf(deps.db, process.id);
    const agreed = agreements && localize(agreements.text, language);
    const hosts = view.isHost && townhall.state === "live";
    return {
      slug: process.slug,
      process: localize(process.title, language),
      title: t("townhalls:title", { number: townhall.number }),
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
        draft: await labelOfDraft(deps, townhall.draftId),
        series: townhall.seriesId,
      },
      view,
      groups: Object.fromEntries(groups.map(({ key, title }) => [key, localize(title, language).text])),
      agreements:
        agreements && agreed
          ? {
              html: renderCached(agreed.text, "g-"),
              language: agreed.language,
              revision: agreements.revision,
            }
          : null,
      isRegistered: (await registeredFor(deps, reader, [townhall.id])).has(townhall.id),
      isSignedIn: reader !== null,
      isSilenced: standing.silenced,
      isOrganizer: standing.organizer,
      record: townhall.state === "ended" ? await meetingRecord(deps, process, townhall, language) : null,
      answers:
        townhall.state === "ended"
          ? await answersTo(
              deps.db,
              view.room.questions.map(({ id }) => id),
            )
          : {},
      choices: hosts
        ? {
            ...(await clausesToName(deps, process, townhall.draftId)),
            components: (await allComponents(deps.db, process.id))
              .filter(({ retiredVersion }) => retiredVersion === null)
              .map(({ key, title }) => ({ key, title: localize(title, language).text })),
          }
        : null,
      hosts: hosts && actor ? await possibleHosts(deps, process, t, actor) : [],
      // A form sent twice is taken once; each page has keys of its own.
      keys: reader ? { ask: deps.newId(), say: deps.newId() } : { ask: "", say: "" },
    };
  },
);

const none = z.strictObject({});
export const action = acts(atTownhall, "speaker", {
  ...roomIntents(),
  register: intent(none, ({ deps, actor, process, townhall }) => register(deps, actor, process, townhall.id)),
  unregister: intent(none, async ({ deps, actor, townhall }) => {
    await unregister(deps, actor, townhall.id);
    return { ok: true, value: undefined };
  }),
});

/** The room follows its own events; the process's announcements need not load it anew. */
export const handle = { followsItself: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · ${data?.process.text ?? ""} · Codraft` },
];

export default function Townhall() {
  const data = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const { meeting, groups } = data;
  const base = `/p/${data.slug}`;
  const here = `${base}/townhalls/${meeting.number}`;
  const room = useRoom(data.view.room.townhallId, language, data.view as RoomView);
  const state = room.room;
  const { revalidate } = useRevalidator();
  const isOutdated = state.state !== data.view.room.state || room.isHost !== data.view.isHost;
  // What the page alone knows (the record, the host's choices) is asked for when it is due.
  useEffect(() => {
    if (isOutdated) revalidate();
  }, [isOutdated, revalidate]);
  const isLive = state.state === "live";
  const isOver = state.state === "ended" || state.state === "cancelled";
  const mayTalk = room.maySpeak && (data.agreements === null || room.own.hasAgreed);
  return (
    <ActContext.Provider value={room.act}>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/townhalls`}>{t("townhalls:list")}</PageLink>
      </Crumbs>
      <h1>{data.title}</h1>
      <p className="lead">
        <Content view={meeting.title} marks />
      </p>
      <WhenAndWhere meeting={meeting} room={state} here={room.here} base={base} />
      {isLive && room.link === "lost" && (
        <p className="notice warn" role="status">
          {t("townhalls:link.lost")}
        </p>
      )}
      {room.link === "ended" && (
        <p className="notice bad" role="alert">
          {t(`errors:code.${(room.endedBecause ?? "unavailable") as "invalid"}`)} {t("townhalls:link.ended")}
        </p>
      )}
      <Refused intent="register" />
      <Saved intent="register">{t("townhalls:register.done")}</Saved>
      {isLive && (
        <nav className="jump no-print" aria-label={t("townhalls:jump")}>
          <a href="#queue">{t("live:hand.title")}</a>
          <a href="#questions">{t("live:question.title")}</a>
          <a href="#talk">{t("live:talk.title")}</a>
        </nav>
      )}
      <div className="cols section">
        <div>
          <OnNow room={state} />
          {data.record && (
            <MeetingRecord
              base={base}
              number={meeting.number}
              record={data.record}
              groups={groups}
              room={state}
            />
          )}
          <Questions
            base={base}
            townhallId={state.townhallId}
            questions={state.questions}
            own={room.own}
            groups={groups}
            maySpeak={room.maySpeak}
            mayAsk={!isOver && mayTalk}
            isHost={room.isHost && !isOver}
            formKey={data.keys.ask}
            answers={data.answers}
          />
          {!data.isSignedIn && !isOver && (
            <SignInLink back={here} className="btn q">
              {t("townhalls:signIn")}
            </SignInLink>
          )}
          {data.isSilenced && <p className="quiet">{t("errors:code.restrained")}</p>}
          {room.maySpeak && !mayTalk && !isOver && data.agreements && (
            <section className="note" aria-labelledby="agreements">
              <h2 id="agreements">{t("townhalls:agreements.first")}</h2>
              <Html html={data.agreements.html} language={data.agreements.language} />
              <ActForm name="agree" fields={{ revision: String(data.agreements.revision) }}>
                <button type="submit" className="btn">
                  {t("townhalls:agreements.do")}
                </button>
              </ActForm>
            </section>
          )}
          {isLive && (
            <MeetingThread
              base={base}
              room={state}
              groups={groups}
              maySpeak={mayTalk}
              isHost={room.isHost}
              formKey={data.keys.say}
            />
          )}
        </div>
        <aside>
          {state.state === "planned" && (
            <section className="note" aria-labelledby="register">
              <h2 id="register">{t("townhalls:register.title")}</h2>
              {data.isSignedIn ? (
                <PostForm className="actions">
                  <Submit
                    intent={data.isRegistered ? "unregister" : "register"}
                    kind={data.isRegistered ? "q" : ""}
                  >
                    {data.isRegistered ? t("townhalls:register.undo") : t("townhalls:register.do")}
                  </Submit>
                </PostForm>
              ) : (
                <SignInLink back={here} className="btn">
                  {t("townhalls:register.signIn")}
                </SignInLink>
              )}
              <p className="quiet small">
                {data.isRegistered ? t("townhalls:register.is") : t("townhalls:register.why")}
              </p>
            </section>
          )}
          {isLive && (
            <Queue room={state} own={room.own} groups={groups} maySpeak={mayTalk} isHost={room.isHost} />
          )}
          {isLive && state.check && (
            <Temperature
              check={state.check}
              own={room.own}
              groups={groups}
              maySpeak={room.maySpeak}
              isHost={room.isHost}
            />
          )}
          {isLive && <TimeSpoken spoken={state.spoken} groups={groups} />}
          {isLive && <Here here={room.here} groups={groups} />}
          {isLive && data.choices && room.isHost && (
            <HostDesk room={state} choices={data.choices} hosts={data.hosts} />
          )}
          {state.state === "planned" && room.isHost && (
            <section className="note no-print" aria-labelledby="begin">
              <h2 id="begin">{t("townhalls:host.begin")}</h2>
              <p className="quiet small">{t("townhalls:host.beginNote")}</p>
              <ActForm name="start">
                <button type="submit" className="btn">
                  {t("townhalls:host.start")}
                </button>
              </ActForm>
            </section>
          )}
          <section className="note" aria-labelledby="agenda">
            <h2 id="agenda">{t("townhalls:agenda")}</h2>
            <Agenda room={state} />
            <p className="no-print">
              <PageLink to={`${base}/threads?about=townhall:${meeting.number}`}>
                {t("common:threads.here")}
              </PageLink>
            </p>
            {data.isOrganizer && (
              <p className="no-print">
                <PageLink to={`${base}/manage/townhalls/${meeting.number}`}>
                  {t("townhalls:manage.edit")}
                </PageLink>
              </p>
            )}
          </section>
          {data.agreements && (
            <details className="note more">
              <summary>{t("townhalls:agreements.title")}</summary>
              <Html html={data.agreements.html} language={data.agreements.language} />
            </details>
          )}
        </aside>
      </div>
    </ActContext.Provider>
  );
}
