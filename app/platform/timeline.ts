import type { Language } from "~/kernel/language/languages";
import type { LocalizedView } from "~/kernel/language/localized";
import type { Deps, Translate } from "~/platform/deps";
import type { milestones, processes } from "~db/schema/processes";

/** What stands on the timeline; locales have a name for each. */
export const timelineKinds = [
  "milestone",
  "round",
  "approval",
  "townhall",
  "comments",
  "draft",
  "decision",
  "gate",
  "reviews",
] as const;

export type TimelineKind = (typeof timelineKinds)[number];

/** Something on the timeline: a moment, or a span where `to` is given. Days in UTC, "2024-05-31". */
export type TimelineItem = {
  readonly id: string;
  readonly stream: (typeof milestones.$inferSelect)["stream"];
  readonly kind: TimelineKind;
  readonly from: string;
  readonly to: string | null;
};

/** An item with the words and the page it leads to (below the process, without the language). */
export type TimelineEntry = TimelineItem & { readonly title: LocalizedView; readonly path: string | null };

/** Of which process, and for a reader of which language. */
export type TimelineWorld = {
  readonly deps: Pick<Deps, "db" | "translator">;
  readonly process: typeof processes.$inferSelect;
  readonly language: Language;
  readonly t: Translate;
};

/** What of a feature is public and has a place in time. */
export type TimelineRegistration = (world: TimelineWorld) => Promise<TimelineEntry[]>;

/** The day of a moment, in UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** A title as it is said in the reader's language. */
export const saidIn = (language: Language, text: string): LocalizedView => ({
  text,
  language,
  state: "source",
});
