import { useLocation } from "@remix-run/react";
import { type ReactNode, useEffect } from "react";
import type { OwnInRoom, RoomState } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { useAlive } from "~/ui/frame/useAlive";

/** Each has its name where it begins. */
const roomParts = ["now", "questions", "talk", "agenda"] as const;
type Part = (typeof roomParts)[number];

/** What else is in a part, by what its addresses begin with; everything else is what is on now. */
const inPart: readonly (readonly [string, Part])[] = [
  ["questions", "questions"],
  ["q-", "questions"],
  ["ask", "questions"],
  ["talk", "talk"],
  ["agenda", "agenda"],
  ["here", "agenda"],
  ["spoken", "agenda"],
];

const partOf = (hash: string): Part =>
  inPart.find(([begins]) => hash.slice(1).startsWith(begins))?.[1] ?? "now";

/**
 * A room in parts. A phone shows one of them at a time, the one of the address; it shows all where nothing runs. A wide screen
 * always shows all.
 */
export function RoomParts({ isLive, children }: { isLive: boolean; children: ReactNode }) {
  const { hash } = useLocation();
  const isAlive = useAlive();
  // Where the browser went before only this part was shown is somewhere else by now.
  useEffect(() => {
    if (isAlive && hash) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [isAlive, hash]);
  return (
    <div className="room-parts" data-part={isLive ? partOf(isAlive ? hash : "") : undefined}>
      {children}
    </div>
  );
}

/** The parts of a room, to go from one to the other on a phone. */
export function RoomTabs({ room }: { room: RoomState }) {
  const { t, format } = useWords();
  const { hash } = useLocation();
  const isAlive = useAlive();
  const open = room.questions.filter(({ isAnswered }) => !isAnswered).length;
  const names: Readonly<Record<Part, string>> = {
    now: t("townhalls:tab.now"),
    questions: t("live:question.title"),
    talk: t("townhalls:tab.talk"),
    agenda: t("townhalls:agenda"),
  };
  return (
    <nav className="room-tabs no-print" aria-label={t("townhalls:jump")}>
      {roomParts.map((part) => (
        <a key={part} href={`#${part}`} aria-current={isAlive && partOf(hash) === part ? "true" : undefined}>
          {names[part]}
          {part === "questions" && open > 0 && (
            <>
              {" "}
              <span className="badge">{format.number(open)}</span>
            </>
          )}
        </a>
      ))}
    </nav>
  );
}

/** What anybody in the room can do, always within reach of a thumb. */
export function RoomDock({ room, own }: { room: RoomState; own: OwnInRoom }) {
  const { t } = useWords();
  const { check } = room;
  const isWaiting = check?.isOpen === true && ownValue(own.answers, check.id) === undefined;
  return (
    <nav className="dock room-dock no-print" aria-label={t("townhalls:dock")}>
      <a className="btn" href="#hand">
        {own.hand ? t("townhalls:yourHand") : t("live:hand.title")}
      </a>
      <a className="btn q" href="#ask">
        {t("live:question.do")}
      </a>
      {check?.isOpen && (
        <a className="btn q" href="#check">
          {t("townhalls:answer")}
          {isWaiting && <span className="dot" aria-hidden="true" />}
        </a>
      )}
    </nav>
  );
}
