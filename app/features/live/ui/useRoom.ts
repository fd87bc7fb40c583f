import { useCallback, useEffect, useRef, useState } from "react";
import type {
  ActAnswer,
  ClientEvents,
  OwnAnswer,
  Presence,
  RoomAnswer,
  ServerEvents,
} from "~/features/live/contracts/events";
import type { RoomActName } from "~/features/live/contracts/room";
import type { OwnView, RoomView } from "~/features/live/contracts/roomState";
import type { Language } from "~/kernel/language/languages";
import { type Connection, holdConnection, releaseConnection } from "~/realtime/connection";

type RoomConnection = Connection<ServerEvents, ClientEvents>;

/** How the room's connection is: not there yet (or not at all), alive, lost for now, or ended by the server. */
export type Link = "none" | "live" | "lost" | "ended";

export type Room = RoomView & {
  readonly link: Link;
  /** Why the server ended it. */
  readonly endedBecause: string | null;
  /** Does something in the room; null where there is no connection, and a form has to do it. */
  readonly act: ((name: RoomActName, fields: Record<string, string>) => Promise<ActAnswer>) | null;
};

/** How long (milliseconds) to wait for an answer before a form is sent instead. */
const patience = 6000;

/**
 * In a full room not everyone asks at the same moment: each waits a random part of this (milliseconds),
 * which grows with the crowd and stays well under a second.
 */
const spreadFor = (people: number) => Math.min(600, people * 0.4);

/** How long (milliseconds) the state is waited for that follows an event, before it is asked for. */
const stateWithin = 2000;

/**
 * A room that follows what happens. It begins with what the page was rendered with; the state that is the same for
 * all is sent after each event, what is one's own is asked for when it may have changed, and all of it after an absence or
 * where nothing was sent.
 */
export function useRoom(townhallId: string, language: Language, rendered: RoomView): Room {
  const [view, setView] = useState(rendered);
  const [link, setLink] = useState<Link>("none");
  const [endedBecause, setEndedBecause] = useState<string | null>(null);
  const socket = useRef<RoomConnection>();
  const newest = useRef(rendered.room.seq);
  const shown = useRef(rendered.room.seq);
  const asking = useRef(false);
  const crowd = useRef(rendered.here.total);

  const take = useCallback((next: RoomView) => {
    newest.current = Math.max(newest.current, next.room.seq);
    shown.current = Math.max(shown.current, next.room.seq);
    crowd.current = next.here.total;
    // An answer that was overtaken by a newer one changes nothing.
    setView((current) => (next.room.seq < current.room.seq ? current : next));
  }, []);

  // A page that was loaded anew (after a form, without a socket) knows as much as a message.
  useEffect(() => take(rendered), [rendered, take]);

  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let overdue: ReturnType<typeof setTimeout> | undefined;
    let own: ReturnType<typeof setTimeout> | undefined;
    let held: RoomConnection | undefined;

    const ask = (cursor: number | null) => {
      asking.current = true;
      held
        ?.timeout(patience)
        .emit(
          "room:join",
          { townhall: townhallId, language, cursor },
          (error: Error | null, answer?: RoomAnswer) => {
            asking.current = false;
            if (ended) return;
            if (error || !answer) return setLink("lost");
            if (!answer.ok) {
              setEndedBecause(answer.code);
              return setLink("ended");
            }
            const next = answer.state as RoomView;
            take(next);
            setLink("live");
            if (newest.current > next.room.seq) later();
          },
        );
    };
    const later = () => {
      if (asking.current || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        if (!asking.current) ask(newest.current);
        else later();
      }, Math.random() * spreadFor(crowd.current));
    };
    const heard = (id: string, seq: number) => {
      if (id !== townhallId || seq <= newest.current) return;
      newest.current = seq;
      overdue ??= setTimeout(() => {
        overdue = undefined;
        if (shown.current < newest.current) later();
      }, stateWithin);
    };
    const askForOwn = (within: number) => {
      own ??= setTimeout(() => {
        own = undefined;
        held
          ?.timeout(patience)
          .emit("room:own", { townhall: townhallId }, (error: Error | null, answer?: OwnAnswer) => {
            if (ended || error || !answer?.ok) return;
            const mine = answer.own as OwnView;
            setView((current) => ({ ...current, ...mine }));
          });
      }, within);
    };
    const state = ({ townhallId: id, seq, room }: Parameters<ServerEvents["room:state"]>[0]) => {
      if (id !== townhallId) return;
      newest.current = Math.max(newest.current, seq);
      if (!room) return later();
      shown.current = Math.max(shown.current, seq);
      setView((current) => (seq < current.room.seq ? current : { ...current, room }));
    };
    const yours = ({ townhallId: id }: { townhallId: string }) => {
      if (id === townhallId) askForOwn(0);
    };
    const connect = () => ask(newest.current);
    const lost = () => {
      asking.current = false;
      setLink((current) => (current === "ended" ? current : "lost"));
    };
    const changed = ({
      townhallId: id,
      events,
    }: {
      townhallId: string;
      events: readonly { seq: number; kind: string }[];
    }) => {
      heard(id, events.at(-1)?.seq ?? 0);
      // Who hosts is nobody's alone to know of.
      const isAboutAll = events.some(({ kind }) => kind === "meeting");
      if (id === townhallId && isAboutAll) askForOwn(Math.random() * spreadFor(crowd.current));
    };
    const here = (told: { townhallId: string; seq: number; here: Presence }) => {
      if (told.townhallId !== townhallId) return;
      crowd.current = told.here.total;
      setView((current) => ({ ...current, here: told.here }));
      heard(told.townhallId, told.seq);
    };
    const sentAway = ({ code }: { code: string }) => {
      setEndedBecause(code);
      setLink("ended");
    };

    void holdConnection<ServerEvents, ClientEvents>().then((connection) => {
      if (ended) return releaseConnection();
      held = connection;
      socket.current = connection;
      connection.on("connect", connect);
      connection.on("disconnect", lost);
      connection.on("room:changed", changed);
      connection.on("room:here", here);
      connection.on("room:state", state);
      connection.on("room:yours", yours);
      connection.on("ended", sentAway);
      if (connection.connected) connect();
    });
    return () => {
      ended = true;
      clearTimeout(timer);
      clearTimeout(overdue);
      clearTimeout(own);
      socket.current = undefined;
      if (!held) return;
      if (held.connected) held.emit("room:leave", { townhall: townhallId });
      held.off("connect", connect);
      held.off("disconnect", lost);
      held.off("room:changed", changed);
      held.off("room:here", here);
      held.off("room:state", state);
      held.off("room:yours", yours);
      held.off("ended", sentAway);
      releaseConnection();
    };
  }, [townhallId, language, take]);

  const act = useCallback(
    (name: RoomActName, fields: Record<string, string>): Promise<ActAnswer> =>
      new Promise((resolve, reject) => {
        if (!socket.current?.connected) return reject(new Error("not connected"));
        socket.current
          .timeout(patience)
          .emit(
            "room:act",
            { townhall: townhallId, language, name, fields },
            (error: Error | null, answer?: ActAnswer) => (answer && !error ? resolve(answer) : reject(error)),
          );
      }),
    [townhallId, language],
  );
  return { ...view, link, endedBecause, act: link === "live" ? act : null };
}
