import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { EditingClientEvents, EditingServerEvents } from "~/features/drafts/contracts/presence";
import { type Editor, heldBy, othersHere, placeOf } from "~/features/drafts/domain/presence";
import type { ContentLanguage } from "~/kernel/language/content";
import { type Connection, holdConnection, releaseConnection } from "~/realtime/connection";

/** How often a window says that it is still in its clause, and after how long without typing it is in none (milliseconds). */
const sayEvery = 25_000;
const restsAfter = 120_000;

type Editing = {
  readonly editors: readonly Editor[];
  /** The person of this window; empty where nobody can be told. */
  readonly you: string;
  readonly enter: (clause: string, takes?: boolean) => void;
};

const nobody: Editing = { editors: [], you: "", enter: () => {} };
const EditingContext = createContext<Editing>(nobody);

type Wire = Connection<EditingServerEvents, EditingClientEvents>;

/** Tells the others who write in a version in which clause this window is, and knows where they are. Without a socket nobody is known to be there. */
export function EditingTogether({
  draft,
  into,
  children,
}: {
  draft: string;
  /** Of a translation: the language. */
  into?: ContentLanguage;
  children: ReactNode;
}) {
  const [editors, setEditors] = useState<readonly Editor[]>([]);
  const [you, setYou] = useState("");
  const socket = useRef<Wire>();
  const place = useRef<{ clause: string; at: number } | null>(null);
  const say = useRef((_takes: boolean) => {});

  useEffect(() => {
    let ended = false;
    const where = into === undefined ? { draft } : { draft, into };
    say.current = (takes) => {
      const { clause, at } = place.current ?? { clause: null, at: 0 };
      const isThere = clause !== null && Date.now() - at < restsAfter;
      socket.current?.emit("editing:in", { ...where, clause: isThere ? clause : null, takes }, (here) => {
        if (ended) return;
        setYou(here.you ?? "");
        setEditors(here.editors ?? []);
      });
    };
    const hello = () => say.current(false);
    const hear = (told: { draft: string; editors: readonly Editor[] }) => {
      if (told.draft === placeOf(draft, into)) setEditors(told.editors);
    };
    const away = () => setEditors([]);
    const timer = setInterval(hello, sayEvery);
    void holdConnection<EditingServerEvents, EditingClientEvents>().then((held) => {
      if (ended) return releaseConnection();
      socket.current = held;
      held.on("connect", hello);
      held.on("disconnect", away);
      held.on("editing:here", hear);
      if (held.connected) hello();
    });
    return () => {
      ended = true;
      clearInterval(timer);
      const held = socket.current;
      if (!held) return;
      place.current = null;
      if (held.connected) held.emit("editing:in", { ...where, clause: null }, () => {});
      held.off("connect", hello);
      held.off("disconnect", away);
      held.off("editing:here", hear);
      socket.current = undefined;
      releaseConnection();
    };
  }, [draft, into]);

  const value = useMemo(
    () => ({
      editors,
      you,
      enter: (clause: string, takes = false) => {
        const isNew = place.current?.clause !== clause;
        place.current = { clause, at: Date.now() };
        if (isNew || takes) say.current(takes);
      },
    }),
    [editors, you],
  );
  return <EditingContext.Provider value={value}>{children}</EditingContext.Provider>;
}

/** Of one clause: who else holds it, and how this window says that it is there or takes it over. */
export function useClauseEditing(clause: string) {
  const { editors, you, enter } = useContext(EditingContext);
  return {
    holder: you === "" ? null : heldBy(editors, clause, you),
    enter: () => enter(clause),
    take: () => enter(clause, true),
  };
}

/** The names of the others who write in the version. */
export function useOthersHere(): readonly Editor[] {
  const { editors, you } = useContext(EditingContext);
  return you === "" ? [] : othersHere(editors, you);
}
