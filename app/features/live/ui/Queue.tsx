import { type GroupNames, SpeaksAs } from "~/features/comments/ui/SpeaksAs";
import type { OwnInRoom, RoomState } from "~/features/live/contracts/roomState";
import { minutesOf } from "~/features/live/domain/queue";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { ActForm } from "./ActForm";
import { Elapsed } from "./parts/Elapsed";
import { Who } from "./parts/people";

/** Raising a hand, who speaks and who comes next. Who has not spoken yet goes first. */
export function Queue({
  room,
  own,
  groups,
  maySpeak,
  isHost,
}: {
  room: RoomState;
  own: OwnInRoom;
  groups: GroupNames;
  maySpeak: boolean;
  isHost: boolean;
}) {
  const { t } = useWords();
  return (
    <section className="note part part-now" aria-labelledby="queue">
      <h2 id="queue">{t("live:hand.title")}</h2>
      <p className="quiet small">{t("live:hand.rule")}</p>
      {room.speaking === null && room.queue.length === 0 ? (
        <p className="quiet small">{room.queueOpen ? t("live:hand.none") : t("live:hand.closed")}</p>
      ) : (
        <ol className="queue" aria-live="polite">
          {room.speaking && (
            <li className="queue-now">
              <span>
                <Who {...room.speaking} groups={groups} />
                {room.speaking.about && (
                  <span className="quiet">
                    {" "}
                    · <bdi>{room.speaking.about}</bdi>
                  </span>
                )}
              </span>
              <strong>
                {t("live:hand.now")} {!isHost && <Elapsed since={room.speaking.since} />}
              </strong>
            </li>
          )}
          {room.queue.map((hand) => (
            <li key={hand.id}>
              <span>
                <Who {...hand} groups={groups} />
                {hand.about && (
                  <span className="quiet">
                    {" "}
                    · <bdi>{hand.about}</bdi>
                  </span>
                )}
                <span className="quiet small">
                  {" "}
                  ·{" "}
                  {hand.spoken === null
                    ? t("live:hand.first")
                    : t("live:hand.spoke", { count: minutesOf(hand.spoken) })}
                </span>
              </span>
              {isHost && (
                <span className="queue-tools no-print">
                  <ActForm name="call" fields={{ hand: hand.id, from: room.speaking?.id ?? "" }}>
                    <button type="submit" className="linklike small">
                      {t("live:host.callThis")}
                    </button>
                  </ActForm>
                  <ActForm name="remove" fields={{ hand: hand.id }}>
                    <button type="submit" className="linklike small">
                      {t("common:remove")}
                    </button>
                  </ActForm>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      {maySpeak && (
        <div id="hand" className="own-hand">
          <OwnHand room={room} own={own} groups={groups} />
        </div>
      )}
    </section>
  );
}

function OwnHand({ room, own, groups }: { room: RoomState; own: OwnInRoom; groups: GroupNames }) {
  const { t } = useWords();
  if (own.hand) {
    const isSpeaking = own.hand.state === "speaking";
    const place = room.queue.findIndex(({ id }) => id === own.hand?.id) + 1;
    return (
      <>
        <p role="status">{isSpeaking ? t("live:hand.yourTurn") : t("live:hand.place", { place })}</p>
        <ActForm name="lower" className="actions">
          <button type="submit" className="btn q">
            {isSpeaking ? t("live:hand.done") : t("live:hand.lower")}
          </button>
        </ActForm>
      </>
    );
  }
  if (!room.queueOpen) return <p role="status">{t("live:hand.closed")}</p>;
  return (
    <ActForm name="raise">
      <Field label={t("live:hand.about")}>
        <input name="about" maxLength={40} dir="auto" autoComplete="off" />
      </Field>
      <SpeaksAs groups={groups} />
      <div className="actions">
        <button type="submit" className="btn">
          {t("live:hand.do")}
        </button>
      </div>
    </ActForm>
  );
}
