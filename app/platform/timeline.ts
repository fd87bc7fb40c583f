import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import type { ProcessId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { LocalizedView } from "~/kernel/language/localized";
import type { Translate } from "~/platform/deps";
import type { milestones } from "~db/schema/processes";

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

/** For a reader of which language. */
export type TimelineWords = { readonly language: Language; readonly t: Translate };

type Said = Pick<TimelineEntry, "title" | "path">;

/** What of a feature is public and has a place in time, in the form in which the database puts it among the others. */
export type TimelineRegistration = readonly TimelineSource[];

export type TimelineSource = {
  readonly kind: TimelineKind;
  /** Rows of `stream, id, starts, ends, facts` of a process: days in UTC (`utcDay`), and what their words are made of, as JSON. */
  readonly rows: (processId: ProcessId) => SQL;
  /** What a row is called, and the page that it leads to. */
  readonly said: (facts: unknown, words: TimelineWords) => Said;
};

/** A source whose facts are read by their schema before they become words. */
export function timelineSource<Facts extends z.ZodType>(
  kind: TimelineKind,
  facts: Facts,
  rows: TimelineSource["rows"],
  said: (facts: z.infer<Facts>, words: TimelineWords) => Said,
): TimelineSource {
  return { kind, rows, said: (found, words) => said(facts.parse(found), words) };
}

/** The day of a moment in a column, in UTC. */
export const utcDay = (moment: SQL): SQL => sql`(${moment} at time zone 'UTC')::date`;

/** A title as it is said in the reader's language. */
export const saidIn = (language: Language, text: string): LocalizedView => ({
  text,
  language,
  state: "source",
});

/** A title that people gave, within words of the reader's language. */
export const saidAs = (
  { text, ...view }: LocalizedView,
  words: (title: string) => string,
): LocalizedView => ({
  ...view,
  text: words(text),
});
