import { useEffect, useState } from "react";
import type { RoomState } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

/** What is on now: the item of the agenda, and the clause or component that everyone looks at. */
export function OnNow({ room }: { room: RoomState }) {
  const { t } = useWords();
  const at = room.agenda.findIndex(({ id }) => id === room.itemId);
  const item = room.agenda[at];
  const { display } = room;
  if (!item && !display) return null;
  return (
    <section className="note on-now part part-now" aria-live="polite" aria-labelledby="on-now">
      {item && (
        <>
          <p className="quiet small">
            {t("live:now", { at: at + 1, of: room.agenda.length })}
            {room.itemSince && <TimeLeft since={room.itemSince} minutes={item.minutes} />}
          </p>
          <h2 id="on-now">
            <Content view={item.title} />
          </h2>
        </>
      )}
      {display && (
        <div className="on-display">
          {display.heading.text && (
            <p>
              <strong>
                <Content view={display.heading} />
              </strong>
            </p>
          )}
          <Html html={display.html} language={display.language} />
          <p>
            <PageLink to={display.path}>
              {display.kind === "clause"
                ? t("live:openClause", { label: display.draft })
                : t("live:openComponent")}
            </PageLink>
          </p>
        </div>
      )}
    </section>
  );
}

/** The minutes that an item has left; known only where a clock runs, in the browser. */
function TimeLeft({ since, minutes }: { since: string; minutes: number }) {
  const { t } = useWords();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const look = () => setNow(Date.now());
    look();
    const timer = setInterval(look, 15_000);
    return () => clearInterval(timer);
  }, []);
  if (now === null) return <> · {t("live:planned", { count: minutes })}</>;
  const left = Math.ceil((Date.parse(since) + minutes * 60_000 - now) / 60_000);
  return <> · {left > 0 ? t("live:left", { count: left }) : t("live:over", { count: 1 - left })}</>;
}

/** The agenda with minutes; what is on is marked. */
export function Agenda({
  room,
  isHost = false,
}: {
  room: Pick<RoomState, "agenda" | "itemId">;
  isHost?: boolean;
}) {
  const { t } = useWords();
  if (room.agenda.length === 0) return <p className="quiet">{t("live:noAgenda")}</p>;
  return (
    <ol className={isHost ? "agenda agenda-host" : "agenda"}>
      {room.agenda.map((item) => (
        <li key={item.id} aria-current={item.id === room.itemId ? "step" : undefined}>
          <Content view={item.title} />{" "}
          <span className="quiet small">{t("meetings:minutes", { count: item.minutes })}</span>
        </li>
      ))}
    </ol>
  );
}
