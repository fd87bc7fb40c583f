import type { Localized } from "~/kernel/language/localized";
import type { TodoKind } from "~/kernel/named";

/** Something that a person has to do: what and why in words of its kind, until when, how long it takes, and where one act finishes it. */
export type Todo = {
  readonly kind: TodoKind;
  /** Tells it from others of its kind in its process. */
  readonly thing: string;
  /** The page with the act, below the process. */
  readonly path: string;
  /** The last moment; null where there is none. */
  readonly until: Date | null;
  readonly minutes: number;
  /** Values for its words; titles in all their languages. */
  readonly values: Readonly<Record<string, string | number | Localized>>;
};

/** What decides whether something waits for a person, besides what they have done. */
export type TodoGround = {
  readonly now: Date;
  /** Moderators have suspended them from the discussion of the process. */
  readonly silenced: boolean;
};
