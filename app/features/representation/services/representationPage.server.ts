import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import {
  type Activity,
  activities,
  gapsOf,
  type ShownByActivity,
  shareOf,
} from "~/features/representation/domain/figures";
import { intlTag } from "~/i18n/intlTag";
import { ownValue } from "~/kernel/keyed";
import { displayNames } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { type LocalizedView, localize } from "~/kernel/language/localized";
import { regions } from "~/kernel/places/regions";
import type { Deps } from "~/platform/deps";
import { selfQuestionsOf, targetsOf } from "./questions.server";
import { newestSnapshot, seriesOf } from "./snapshots.server";

export type FigureRow = {
  readonly key: string;
  readonly label: string;
  readonly counts: ShownByActivity;
  /** Percent wanted of it, and reached; null where nothing is wanted or known. */
  readonly target: number | null;
  readonly share: number | null;
};

const nobody = Object.fromEntries(activities.map((one) => [one, null])) as ShownByActivity;

/** Who takes part, as it was counted last, and how one activity changed over time; null before the first count. */
export async function representationPage(
  deps: Pick<Deps, "db" | "translator">,
  process: ProcessRow,
  language: Language,
  activity: Activity = "registered",
) {
  const [snapshot, groups, questions, wanted, series] = await Promise.all([
    newestSnapshot(deps.db, process.id),
    stakeholderGroupsOf(deps.db, process.id),
    selfQuestionsOf(deps.db, process.id),
    targetsOf(deps.db, process.id),
    seriesOf(deps.db, process.id, activity),
  ]);
  const note = process.targetsNote ? localize(process.targetsNote, language) : null;
  if (!snapshot) return { snapshot: null, note };
  const { figures } = snapshot;
  const t = deps.translator(language);
  const groupNames = new Map(groups.map(({ key, title }) => [key, localize(title, language).text]));
  const gaps = gapsOf(figures, wanted);
  const names = { region: namesOf(language, "region"), language: namesOf(language, "language") };
  const labelOf = (breakdown: string, key: string) =>
    breakdown === "group"
      ? (groupNames.get(key) ?? key)
      : breakdown === "region"
        ? t(`common:region.${key}`)
        : breakdown === "language"
          ? names.language(key)
          : names.region(key);
  const rowsOf = (breakdown: string, keys: readonly string[]): FigureRow[] =>
    keys.map((key) => {
      const target = gaps.find((gap) => gap.breakdown === breakdown && gap.key === key);
      const counts = ownValue(ownValue(figures.breakdowns, breakdown), key) ?? nobody;
      return {
        key,
        label: labelOf(breakdown, key),
        counts,
        target: target?.percent ?? null,
        share: shareOf(counts.registered, figures.total.registered),
      };
    });
  const keysOf = (breakdown: string) => Object.keys(ownValue(figures.breakdowns, breakdown) ?? {});
  const asked = (breakdown: string) =>
    wanted.filter((one) => one.breakdown === breakdown).map(({ key }) => key);
  const most = (breakdown: string) =>
    [...new Set([...keysOf(breakdown), ...asked(breakdown)])].sort(
      (a, b) =>
        (ownValue(ownValue(figures.breakdowns, breakdown), b)?.registered ?? 0) -
        (ownValue(ownValue(figures.breakdowns, breakdown), a)?.registered ?? 0),
    );
  const widest = gaps[0];
  return {
    note,
    snapshot: {
      takenAt: snapshot.takenAt,
      total: figures.total,
      groups: rowsOf(
        "group",
        groups.map(({ key }) => key),
      ),
      regions: rowsOf(
        "region",
        regions.filter((key) => keysOf("region").includes(key) || asked("region").includes(key)),
      ),
      languages: rowsOf("language", most("language")),
      countries: rowsOf("country", most("country")),
      questions: questions.map(({ key, title, options }) => ({
        key,
        title: localize(title, language),
        options: options.map((option): { title: LocalizedView; count: number | null } => ({
          title: localize(option.title, language),
          count: ownValue(ownValue(figures.breakdowns, `self:${key}`), option.key)?.registered ?? null,
        })),
      })),
      gap: widest && widest.points > 0 ? { ...widest, label: labelOf(widest.breakdown, widest.key) } : null,
      hasTargets: wanted.length > 0,
      series: series.map(({ takenAt, total, groups: counts }) => ({ takenAt, total, groups: counts })),
      groupNames: Object.fromEntries(groupNames),
    },
  };
}

/** Names of countries or languages in a reader's language. */
export function namesOf(language: Language, type: "region" | "language"): (code: string) => string {
  const names = displayNames(intlTag(language), type);
  return (code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  };
}
