import type { Room } from "~/features/live/ui/useRoom";
import { useWords } from "~/i18n";

/** That the connection to the room is lost for now, or has ended and why. */
export function LinkState({ room, isLive }: { room: Room; isLive: boolean }) {
  const { t } = useWords();
  return (
    <>
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
    </>
  );
}
