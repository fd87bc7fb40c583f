import type { MetaFunction } from "@remix-run/node";
import { useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { z } from "zod";
import type { RoomView } from "~/features/live/contracts/roomState";
import { roomIntents } from "~/features/live/intents/roomIntents.server";
import { ActContext } from "~/features/live/ui/ActForm";
import { Here, TimeSpoken } from "~/features/live/ui/Facts";
import { HostBar } from "~/features/live/ui/HostBar";
import { HostDesk } from "~/features/live/ui/HostDesk";
import { MeetingThread } from "~/features/live/ui/MeetingThread";
import { OnNow } from "~/features/live/ui/OnNow";
import { Questions } from "~/features/live/ui/Questions";
import { Queue } from "~/features/live/ui/Queue";
import { Temperature } from "~/features/live/ui/Temperature";
import { useRoom } from "~/features/live/ui/useRoom";
import { WhenAndWhere } from "~/features/live/ui/WhenAndWhere";
import { isOver } from "~/features/meetings/domain/townhall";
import { atTownhall } from "~/features/meetings/registrations/place.server";
import { agendaChanges } from "~/features/meetings/services/agendaChanges.server";
import { register, unregister } from "~/features/meetings/services/register.server";
import { readTownhallPage } from "~/features/townhalls/services/townhallPage.server";
import { MeetingRecord } from "~/features/townhalls/ui/MeetingRecord";
import { AgendaChanges } from "~/features/townhalls/ui/townhall/AgendaChanges";
import { AgendaNote } from "~/features/townhalls/ui/townhall/AgendaNote";
import { AgreeFirst } from "~/features/townhalls/ui/townhall/AgreeFirst";
import { Begin } from "~/features/townhalls/ui/townhall/Begin";
import { LinkState } from "~/features/townhalls/ui/townhall/LinkState";
import { Registration } from "~/features/townhalls/ui/townhall/Registration";
import { RoomDock, RoomParts, RoomTabs } from "~/features/townhalls/ui/townhall/RoomParts";
import { TooLate } from "~/features/townhalls/ui/townhall/TooLate";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Refused, Saved } from "~/ui/forms/forms";
import { Undo } from "~/ui/forms/undo/Undo";
import { undoneBy } from "~/ui/forms/undo/undoneBy";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(atTownhall, "anyone", async (context) => {
  const { language, process, shared, t, townhall, url } = context;
  const read = await readTownhallPage(context);
  if (!read) throw refuse("not_found");
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("townhalls:title", { number: townhall.number }),
    agendaChanges: await shared(agendaChanges, townhall.id, language, pageAsked(url, "changes")),
    ...read,
  };
});

const none = z.strictObject({});
export const action = acts(atTownhall, "speaker", {
  ...roomIntents(),
  register: intent(none, ({ deps, actor, process, townhall }) => register(deps, actor, process, townhall.id)),
  unregister: intent(none, async ({ deps, actor, townhall }) => {
    return undoneBy(await unregister(deps, actor, townhall.id), "register", {});
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
  const mayHide = room.moderates || (room.isHost && isLive);
  const over = isOver(state.state);
  const mayTalk = room.maySpeak && (data.agreements === null || room.own.hasAgreed);
  return (
    <ActContext.Provider value={room.act}>
      <RoomParts isLive={isLive}>
        <Crumbs base={base} process={data.process}>
          <PageLink to={`${base}/townhalls`}>{t("townhalls:list")}</PageLink>
        </Crumbs>
        <h1>{data.title}</h1>
        <p className="lead">
          <Content view={meeting.title} marks />
        </p>
        <WhenAndWhere meeting={meeting} room={state} here={room.here} base={base} />
        <LinkState room={room} isLive={isLive} />
        <Undo acts={{ unregister: t("townhalls:register.undone") }} />
        {over ? <TooLate /> : <Refused intent="register" />}
        <Saved intent="register">{t("townhalls:register.done")}</Saved>
        {isLive && room.isHost && <HostBar room={state} groups={groups} />}
        {isLive && <RoomTabs room={state} />}
        <div className="cols section">
          <div id="now">
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
              questions={state.questions}
              own={room.own}
              groups={groups}
              mayVote={!over && room.maySpeak}
              mayAsk={!over && mayTalk}
              isHost={room.isHost && !over}
              mayHide={mayHide}
              formKey={data.keys.ask}
              answers={data.answers}
            />
            {!data.isSignedIn && !over && (
              <SignInLink back={here} className="btn q">
                {t("townhalls:signIn")}
              </SignInLink>
            )}
            {data.isSilenced && <p className="quiet">{t("errors:code.restrained")}</p>}
            {room.maySpeak && !mayTalk && !over && data.agreements && (
              <AgreeFirst agreements={data.agreements} />
            )}
            {isLive && (
              <MeetingThread
                base={base}
                room={state}
                groups={groups}
                maySpeak={mayTalk}
                mayHide={mayHide}
                formKey={data.keys.say}
              />
            )}
          </div>
          <aside>
            {state.state === "planned" && (
              <Registration isSignedIn={data.isSignedIn} isRegistered={data.isRegistered} here={here} />
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
            {state.state === "planned" && room.isHost && <Begin />}
            <AgendaNote room={state} base={base} isOrganizer={data.isOrganizer} />
            {data.agreements && (
              <details className="note more part part-agenda">
                <summary>{t("townhalls:agreements.title")}</summary>
                <Html html={data.agreements.html} language={data.agreements.language} />
              </details>
            )}
          </aside>
        </div>
        <div className="part part-agenda">
          <AgendaChanges changes={data.agendaChanges} />
        </div>
        {isLive && mayTalk && !room.isHost && <RoomDock room={state} own={room.own} />}
      </RoomParts>
    </ActContext.Provider>
  );
}
