import type { Presence } from "~/features/live/contracts/events";
import type { RoomState } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export type MeetingFacts = {
  readonly number: number;
  readonly startsAt: Date | string;
  readonly minutesLong: number;
  readonly zone: string;
  readonly languages: readonly string[];
  readonly callUrl: string;
  readonly slidesUrl: string;
  readonly recordingUrl: string;
  readonly draft: string | null;
  readonly series: string | null;
};

/** When a meeting is, in the host's time and the reader's; where, in which languages, about which draft. */
export function WhenAndWhere({
  meeting,
  room,
  here,
  base,
}: {
  meeting: MeetingFacts;
  room: Pick<RoomState, "state" | "startedAt" | "thread">;
  here: Presence;
  base: string;
}) {
  const { t, format } = useWords();
  const nameOf = useLanguageName();
  const calendar = `${base}/calendar/townhall-${meeting.number}.ics`;
  return (
    <>
      <p className="meeting-state" role="status">
        {room.state === "live" && room.startedAt ? (
          <>
            <span className="dot" aria-hidden="true" /> {t("live:state.liveSince")}{" "}
            <Moment at={room.startedAt} /> · {t("live:here.count", { count: here.total })}
          </>
        ) : (
          <>
            {t(`live:state.${room.state}`)} <Moment at={meeting.startsAt} />
          </>
        )}
      </p>
      <p className="quiet small part part-agenda">
        {/* Editions of the calendar data word a moment a little differently. */}
        <span suppressHydrationWarning>
          {t("live:hostTime", {
            time: format.moment(meeting.startsAt, meeting.zone),
            zone: meeting.zone.replaceAll("_", " "),
          })}
        </span>{" "}
        · {t("meetings:minutes", { count: meeting.minutesLong })} ·{" "}
        {format.parts(meeting.languages.map((one) => nameOf(one)))}
        {meeting.draft && (
          <>
            {" "}
            ·{" "}
            <PageLink to={`${base}/drafts/${meeting.draft}`}>
              {t("live:about", { label: meeting.draft })}
            </PageLink>
          </>
        )}
      </p>
      <p className="meeting-links part part-agenda small no-print">
        {meeting.callUrl && room.state !== "ended" && (
          <a href={meeting.callUrl} rel="noreferrer">
            {t("meetings:call")}
          </a>
        )}
        {meeting.slidesUrl && (
          <a href={meeting.slidesUrl} rel="noreferrer">
            {t("meetings:slides")}
          </a>
        )}
        {meeting.recordingUrl && (
          <a href={meeting.recordingUrl} rel="noreferrer">
            {t("live:recording")}
          </a>
        )}
        {room.thread !== null && (
          <PageLink to={`${base}/threads/${room.thread}`}>{t("live:talk.whole")}</PageLink>
        )}
        {room.state === "planned" && (
          <>
            <a href={calendar} download>
              {t("live:calendar.one")}
            </a>
            {meeting.series && (
              <a href={`${base}/calendar/series-${meeting.series}.ics`} download>
                {t("live:calendar.series")}
              </a>
            )}
          </>
        )}
      </p>
    </>
  );
}
