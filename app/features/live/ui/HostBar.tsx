import { useRef } from "react";
import type { GroupNames } from "~/features/comments/ui/SpeaksAs";
import type { HandView, RoomState } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { useShortcuts } from "~/ui/keys/useShortcuts";
import { Content } from "~/ui/text/text";
import { ActForm } from "./ActForm";
import { Elapsed } from "./parts/Elapsed";
import { Who } from "./parts/people";

/** What a host does most, always in sight: who speaks and for how long, who is next, what is next. Each has a key. */
export function HostBar({ room, groups }: { room: RoomState; groups: GroupNames }) {
  const { t } = useWords();
  const bar = useRef<HTMLElement>(null);
  useShortcuts(bar);
  const at = room.agenda.findIndex(({ id }) => id === room.itemId);
  const item = room.agenda[at + 1];
  const { speaking, queue } = room;
  const from = speaking?.id ?? "";
  return (
    <section ref={bar} className="host-bar no-print" aria-label={t("live:host.bar")}>
      <p className="host-speaking">
        {speaking ? (
          <>
            <Elapsed since={speaking.since} />
            <span>
              <strong>
                <Who {...speaking} groups={groups} />
              </strong>
              {speaking.about && (
                <span className="host-about">
                  <bdi>{speaking.about}</bdi>
                </span>
              )}
            </span>
          </>
        ) : (
          <span>{t("live:host.nobody")}</span>
        )}
      </p>
      <div className="host-acts">
        {speaking && (
          <ActForm name="done" fields={{ from }}>
            <Key shortcut="e">{t("live:host.done")}</Key>
          </ActForm>
        )}
        <ActForm name="call" fields={{ hand: queue[0]?.id ?? "next", from }}>
          <Key shortcut="n" isMain>
            {t("live:host.call")}
            {queue[0] && <Next hand={queue[0]} groups={groups} />}
          </Key>
        </ActForm>
        {item && (
          <ActForm name="item" fields={{ item: item.id, from: room.itemId ?? "" }}>
            <Key shortcut="i">
              {t("live:host.item")}
              <small>
                <Content view={item.title} />
              </small>
            </Key>
          </ActForm>
        )}
      </div>
    </section>
  );
}

function Next({ hand, groups }: { hand: HandView; groups: GroupNames }) {
  return (
    <small>
      <Who {...hand} groups={groups} />
    </small>
  );
}

function Key({
  shortcut,
  isMain = false,
  children,
}: {
  shortcut: string;
  isMain?: boolean;
  children: React.ReactNode;
}) {
  return (
    <button type="submit" className={isMain ? "host-act main" : "host-act"} aria-keyshortcuts={shortcut}>
      <span>{children}</span>
      <span className="shortcut" aria-hidden="true">
        {shortcut.toUpperCase()}
      </span>
    </button>
  );
}
