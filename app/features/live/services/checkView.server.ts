import { asc, desc, eq, isNull } from "drizzle-orm";
import type { CheckView } from "~/features/live/contracts/roomState";
import { answersOf, recordedFor } from "~/features/processes/services/recordedFigures.server";
import { roundedToFive } from "~/kernel/figures/roundedToFive";
import type { CheckId, TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Db } from "~db/client";
import { temperatureAnswers, temperatureChecks } from "~db/schema/live";
import { townhalls } from "~db/schema/meetings";
import { stakeholderGroups } from "~db/schema/processes";

/** The temperature check that is open, else the newest; its result only once it is closed. */
export async function checkOf(db: Db, id: TownhallId, language: Language): Promise<CheckView | null> {
  const [check] = await db
    .select()
    .from(temperatureChecks)
    .where(eq(temperatureChecks.townhallId, id))
    .orderBy(
      desc(isNull(temperatureChecks.closedAt)),
      desc(temperatureChecks.openedAt),
      desc(temperatureChecks.id),
    )
    .limit(1);
  return check ? checkView(db, check, language) : null;
}

/** A temperature check as it is shown; by group only if enough of the group answered. */
export async function checkView(
  db: Db,
  check: typeof temperatureChecks.$inferSelect,
  language: Language,
): Promise<CheckView> {
  const isOpen = check.closedAt === null;
  const source = check.question.source;
  return {
    id: check.id as string,
    question: localize(check.question, language),
    options: check.options.map(({ text }) => localize({ source, text }, language)),
    isOpen,
    ...(await answersTo(db, check.id, check.options.length, isOpen)),
  };
}

export type Answers = { readonly answers: number; readonly results: CheckView["results"] };

/** How a temperature check was answered; while it is open, only by how many. */
export async function answersTo(db: Db, id: CheckId, options: number, isOpen: boolean): Promise<Answers> {
  const known = (await recordedFor(db, [answersOf(id)])).get(answersOf(id));
  if (known) return known as Answers;
  const rows = await db
    .select({ option: temperatureAnswers.option, groups: temperatureAnswers.groups })
    .from(temperatureAnswers)
    .where(eq(temperatureAnswers.checkId, id));
  if (isOpen) return { answers: rows.length, results: null };
  const none = () => Array.from({ length: options }, () => 0);
  const total = none();
  // Every group of the process is there, also those of which nobody answered: their absence would tell.
  const byGroup = new Map((await groupsAsked(db, id)).map(({ key }) => [key, none()]));
  for (const { option, groups } of rows) {
    total[option] = (total[option] ?? 0) + 1;
    for (const group of groups) {
      const counts = byGroup.get(group);
      if (counts) counts[option] = (counts[option] ?? 0) + 1;
    }
  }
  return {
    answers: rows.length,
    results: {
      total,
      /** By group, in fives; null for a group in which no answer was given by ten. */
      groups: Object.fromEntries(
        [...byGroup].map(([group, counts]) => {
          const shown = counts.map(roundedToFive);
          return [group, shown.every((count) => count === null) ? null : shown];
        }),
      ),
    },
  };
}

/** The stakeholder groups of the process whose meeting was asked. */
function groupsAsked(db: Db, id: CheckId) {
  return db
    .select({ key: stakeholderGroups.key })
    .from(stakeholderGroups)
    .innerJoin(townhalls, eq(townhalls.processId, stakeholderGroups.processId))
    .innerJoin(temperatureChecks, eq(temperatureChecks.townhallId, townhalls.id))
    .where(eq(temperatureChecks.id, id))
    .orderBy(asc(stakeholderGroups.position));
}
