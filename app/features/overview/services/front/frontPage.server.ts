import { nextTownhall } from "~/features/meetings/services/findTownhall.server";
import { nextDates, waysIn } from "~/features/overview/domain/front";
import { phasesOf } from "~/features/overview/domain/phases";
import { frontFactsOf } from "~/features/overview/services/front/frontFacts.server";
import { phaseFactsOf } from "~/features/overview/services/phases.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { lastResult } from "~/features/results/services/listCompilations.server";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import type { Language } from "~/kernel/language/languages";
import { type Localized, localize } from "~/kernel/language/localized";
import { alsoAgainst, nowAgainst, today } from "~/platform/clock.server";
import type { Deps, Shared } from "~/platform/deps";

/** So many dates stand on the front page. */
const datesShown = 4;

/** What of a process its front page says before all else: how far it is, what anybody can do, what comes, what was decided. */
export async function frontOf(
  deps: Pick<Deps, "db" | "now">,
  shared: Shared,
  process: ProcessRow,
  language: Language,
) {
  const [phaseFacts, facts, townhall, { milestones }, result] = await Promise.all([
    shared(phaseFactsOf, process),
    shared(frontFactsOf, process),
    shared(nextTownhall, process),
    shared(processTerms, process.id),
    shared(lastResult, process),
  ]);
  const { newest } = phaseFacts;
  const meeting = townhall && { ...townhall, isLive: townhall.state === "live" };
  const now = nowAgainst(deps, newest?.commentsUntil);
  alsoAgainst(deps, now, ...facts.turns.map(({ at }) => at));
  const named = <One extends { readonly title: Localized }>(one: One) => ({
    ...one,
    title: localize(one.title, language),
  });
  // Milestones and calls end with a day.
  today(deps);
  return {
    phases: phasesOf(phaseFacts, now),
    newest: newest?.label ?? null,
    ways: waysIn({ ...facts, result: result?.number ?? null }, newest, meeting, now),
    dates: nextDates({ turns: facts.turns.map(named) }, newest, meeting && named(meeting), {
      ...{ milestones: milestones.map(named), now, most: datesShown },
    }),
    result: result && { ...result, title: localize(result.title, language) },
  };
}
