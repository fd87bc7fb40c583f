import { factsOf, readPlanning } from "~/features/plans/services/facts.server";
import { planView } from "~/features/plans/services/planView.server";
import { isReadable, planByNumber } from "~/features/plans/services/read.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import { namedRule } from "~/features/rules/services/namedRule";
import type { Language } from "~/kernel/language/languages";
import { fail, ok } from "~/kernel/result";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";

/**
 * A sealed plan, what became of its rounds, its result, and every other count that was made of them. Refused where there is none
 * (`not_found`), and where its text is not one that was sealed (`plan_altered`).
 */
export async function planPage(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  language: Language,
  number: number,
) {
  const { db } = deps;
  const sealed = await planByNumber(db, process.id, number);
  if (!sealed) return fail({ code: "not_found" });
  if (!isReadable(sealed)) return fail({ code: "plan_altered" });
  const ends = [sealed.plan.publishBy, ...sealed.plan.rounds.flatMap((one) => [one.opensBy, one.closesAt])];
  const moments = ends.flatMap((end) => (end && end !== "by-hand" ? [new Date(end)] : []));
  const now = nowAgainst(deps, ...moments);
  const [planning, counts] = await Promise.all([
    readPlanning(db, process),
    compilationHeadsOf(db, process.id),
  ]);
  const { rows, plans: all } = planning;
  const { rounds } = factsOf(planning, sealed, now);
  const own = rows.filter(({ number }) => rounds.some((one) => one.number === number));
  const isOfIt = ({ roundIds }: (typeof counts)[number]) => own.some(({ id }) => roundIds.includes(id));
  const results = counts.filter(
    ({ plan, standing, publishedAt }) =>
      plan === sealed.number &&
      publishedAt !== null &&
      (standing === "complete" || standing === "incomplete"),
  );
  const { publishBy } = sealed.plan;
  return ok({
    view: planView(planning, sealed.plan, language),
    hash: sealed.hash,
    text: sealed.text,
    sealedAt: sealed.sealedAt,
    replacedBy: all.find(({ plan }) => plan.replaces === sealed.number)?.number ?? null,
    states: rounds.map(({ log, number, state, isKept }) => ({ log, number, state, isKept })),
    results: results.map(({ number, standing }) => ({ number, standing })),
    isOverdue: publishBy !== undefined && new Date(publishBy) < now && results.length === 0,
    explorations: counts
      .filter((one) => one.standing === "explored" && isOfIt(one))
      .map((one) => ({
        number: one.number,
        rule: namedRule(one.rule),
        madeAt: one.createdAt,
        isPublished: one.publishedAt !== null,
        rounds: rows.filter(({ id }) => one.roundIds.includes(id)).map(({ number }) => number),
      })),
  });
}
