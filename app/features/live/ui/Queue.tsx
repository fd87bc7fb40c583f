import { type GroupNames, SpeaksAs } from "~/features/comments/ui/SpeaksAs";
import type { OwnInRoom, RoomState } from "~/features/live/contracts/roomState";
import { minutesOf } from "~/features/live/domain/queue";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { ActForm } from "./ActForm";
import { Who } from "./people";

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
    <section className="note" aria-labelledby="queue">
      <h2 id="queue">{t("townhalls:hand.title")}</h2>
      <p className="quiet small">{t("townhalls:hand.rule")}</p>
      {maySpeak && <OwnHand room={room} own={own} groups={groups} />}
      {room.speaking === null && room.queue.length === 0 ? (
        <p className="quiet small">
          {room.queueOpen ? t("townhalls:hand.none") : t("townhalls:hand.closed")}
        </p>
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
              <strong>{t("townhalls:hand.now")}</strong>
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
                    ? t("townhalls:hand.first")
                    : t("townhalls:hand.spoke", { count: minutesOf(hand.spoken) })}
                </span>
              </span>
              {isHost && (
                <span className="queue-tools no-print">
                  <ActForm name="call" fields={{ hand: hand.id }}>
                    <button type="submit" className="linklike small">
                      {t("townhalls:host.callThis")}
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
        <p role="status">
          {isSpeaking ? t("townhalls:hand.yourTurn") : t("townhalls:hand.place", { place })}
        </p>
        <ActForm name="lower" className="actions">
          <button type="submit" className="btn q">
            {isSpeaking ? t("townhalls:hand.done") : t("townhalls:hand.lower")}
          </button>
        </ActForm>
      </>
    );
  }
  if (!room.queueOpen) return <p role="status">{t("townhalls:hand.closed")}</p>;
  return (
    <ActForm name="raise">
      <Field label={t("townhalls:hand.about")}>
        <input name="about" maxLength={40} dir="auto" autoComplete="off" />
      </Field>
      <SpeaksAs groups={groups} />
      <div className="actions">
        <button type="submit" className="btn">
          {t("townhalls:hand.do")}
        </button>
      </div>
    </ActForm>
  );
}
