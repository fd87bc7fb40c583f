import { besides, groupsBeside } from "~/features/results/domain/beside/beside";
import { besideQueryOf, chosenBeside, movesOf } from "~/features/results/domain/beside/besideRows";
import { figure } from "~/features/results/domain/resultView";
import { standingOfResult } from "~/features/results/domain/standingOfResult";
import type { CompilationRow, ResultNames } from "~/features/results/services/resultPage.server";
import { namedRule } from "~/features/rules/services/namedRule";
import { ownValue } from "~/kernel/keyed";
import { collator } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { pageAsked, pageOf } from "~/kernel/paging";

const rowsPerPage = 30;

/** Two results of a process side by side: what each was made of, and the components that the address asks for, as each has them. */
export function besideView(
  { before, after }: { readonly before: CompilationRow; readonly after: CompilationRow },
  names: ResultNames,
  url: URL,
  language: Language,
) {
  const rows = besides(before.result, after.result);
  const query = besideQueryOf(url.searchParams);
  const { compare } = collator(language, { numeric: true });
  const chosen = chosenBeside(rows, query, names, compare);
  const { rows: shown, ...paging } = pageOf(chosen, pageAsked(url), rowsPerPage);
  const categories = rows.map(({ component }) => ownValue(names.categories, component));
  return {
    query,
    paging,
    moves: movesOf(rows),
    causes: [...new Set(rows.flatMap((one) => one.causes))],
    categories: [...new Set(categories.filter((one) => one !== undefined))],
    isSameRule: before.ruleHash === after.ruleHash,
    before: madeOf(before, after, language),
    after: madeOf(after, before, language),
    rows: shown.map((one) => ({ ...one, groups: groupsBeside(before.result, after.result, one) })),
  };
}

export type BesideView = ReturnType<typeof besideView>;

/** What a result was made of; its rounds say whether the other one counts them too. */
function madeOf(one: CompilationRow, other: CompilationRow, language: Language) {
  const { number, title, createdAt, publishedAt, result, ruleHash } = one;
  const others = new Set(other.result.rounds.map((round) => `${round.log} ${round.root}`));
  const { plan, standing } = standingOfResult(result);
  return {
    number,
    title: localize(title, language),
    countedAt: createdAt,
    publishedAt,
    rule: namedRule(result.rule),
    ruleHash,
    isDeclared: result.declaredBefore === "yes",
    plan,
    standing,
    voters: result.voters,
    onRoll: result.onRoll,
    mean: figure(result.mean),
    rounds: result.rounds.map((round) => ({
      number: round.number,
      isInBoth: others.has(`${round.log} ${round.root}`),
    })),
  };
}
