import { z } from "zod";
import type { RoomEvent } from "~/features/meetings/domain/townhall";
import { id } from "~/kernel/fields";
import { languages } from "~/kernel/language/languages";
import type { ProcessClientEvents, ProcessServerEvents } from "~/kernel/process/processEvents";
import type { FieldProblem } from "~/kernel/refusals";
import type { RoomAct } from "./room";
import type { RoomState } from "./roomState";

/** Comes into a room, or comes back: `cursor` is the number of the last event that it has seen. */
export const joinSchema = z.strictObject({
  townhall: id,
  language: z.enum(languages),
  cursor: z.number().int().min(0).max(2_000_000_000).nullable(),
});

export const leaveSchema = z.strictObject({ townhall: id });

export type RoomChanged = { readonly townhallId: string; readonly events: readonly RoomEvent[] };

/** Who is here: counts, and the names of those who show theirs. */
export type Presence = {
  readonly total: number;
  /** By stakeholder group and by language; null where there are too few to be shown. */
  readonly groups: Readonly<Record<string, number | null>>;
  readonly languages: Readonly<Record<string, number | null>>;
  readonly names: readonly string[];
};

/** Everything of a room in one message, as the person who asks may see it. */
export type RoomAnswer<State = unknown> =
  | { readonly ok: true; readonly state: State; readonly missed: readonly RoomEvent[] }
  | { readonly ok: false; readonly code: string };

/** What in a room is the one's own who asks. */
export type OwnAnswer<Own = unknown> =
  | { readonly ok: true; readonly own: Own }
  | { readonly ok: false; readonly code: string };

export type ActAnswer =
  | { readonly ok: true; readonly value?: unknown }
  | { readonly ok: false; readonly code: string; readonly fields?: Readonly<Record<string, FieldProblem>> };

export type ClientEvents = ProcessClientEvents & {
  "room:join": (payload: z.infer<typeof joinSchema>, answer: (state: RoomAnswer) => void) => void;
  "room:leave": (payload: z.infer<typeof leaveSchema>) => void;
  "room:own": (payload: z.infer<typeof leaveSchema>, answer: (own: OwnAnswer) => void) => void;
  "room:act": (payload: RoomAct, answer: (outcome: ActAnswer) => void) => void;
};

export type ServerEvents = ProcessServerEvents & {
  "room:changed": (payload: RoomChanged) => void;
  /** What is the same for all who read a room in a language, as of an event; null: it is long, and asked for. */
  "room:state": (payload: {
    readonly townhallId: string;
    readonly seq: number;
    readonly room: RoomState | null;
  }) => void;
  /** Something became one's own, or is no longer. */
  "room:yours": (payload: { readonly townhallId: string }) => void;
  "room:here": (payload: {
    readonly townhallId: string;
    readonly seq: number;
    readonly here: Presence;
  }) => void;
  /** The connection ends, and why: a code that locales have words for. */
  ended: (payload: { readonly code: string }) => void;
};
