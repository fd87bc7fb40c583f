import type { RoomState } from "~/features/live/contracts/roomState";
import { Agenda } from "~/features/live/ui/OnNow";
import { useWords } from "~/i18n";
import { EntryLink } from "~/ui/frame/EntryLink";
import { PageLink } from "~/ui/text/PageLink";

/** What a townhall is about, and where to talk about it or edit it. */
export function AgendaNote({
  room,
  base,
  isOrganizer,
}: {
  room: RoomState;
  base: string;
  isOrganizer: boolean;
}) {
  const { t } = useWords();
  return (
    <section className="note part part-agenda" aria-labelledby="agenda">
      <h2 id="agenda">{t("townhalls:agenda")}</h2>
      <Agenda room={room} />
      <p className="no-print">
        <PageLink to={`${base}/threads?about=townhall:${room.number}`}>{t("common:threads.here")}</PageLink>
      </p>
      <p>
        <EntryLink of="townhalls" name={room.townhallId} />
      </p>
      {isOrganizer && (
        <p className="no-print">
          <PageLink to={`${base}/manage/townhalls/${room.number}`}>{t("townhalls:manage.edit")}</PageLink>
        </p>
      )}
    </section>
  );
}
