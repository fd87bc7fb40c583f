import type { ResultComponent, ResultDocument } from "~/features/results/domain/resultDocument";
import { isPreset } from "~/features/rules/domain/presets";
import type { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";

type Words = ReturnType<typeof useWords>;
export type Names = {
  components: Record<string, string>;
  categories: Record<string, string>;
  criteria: Record<string, string>;
  workgroups: Record<string, string>;
};

type Variant = ResultComponent["under"][number]["variant"];

/** The name of another way to count, as part of a sentence. */
export function variantWords({ t }: Words, names: Names, variant: Variant): string {
  switch (variant.kind) {
    case "rule":
      return t("results:variant.rule", {
        name: isPreset(variant.name) ? t(`rules:name.${variant.name}`) : variant.name,
      });
    case "without-workgroup":
      return t("results:variant.withoutWorkgroup", {
        name: ownValue(names.workgroups, variant.name) ?? variant.name,
      });
    case "without-organization":
      return t("results:variant.withoutOrganization", { name: variant.name });
    case "without-affiliated":
      return t("results:variant.withoutAffiliated");
    case "with-affiliated":
      return t("results:variant.withAffiliated");
    case "merges-undone":
      return t("results:variant.mergesUndone");
    default:
      return variant satisfies never;
  }
}

/** How many voters fewer would change a band, of which workgroups, and to what. */
export function flipSentence(words: Words, names: Names, { flip }: Pick<ResultComponent, "flip">): string {
  const { t, format } = words;
  if (!flip) return t("results:sentence.noFlip");
  const groups = Object.entries(flip.workgroups).map(([key, count]) =>
    t("results:sentence.group", { name: ownValue(names.workgroups, key) ?? key, number: count }),
  );
  const values = {
    count: flip.voters,
    groups: format.list(groups),
    band: t(`rules:band.${flip.to}`),
  };
  return flip.exact === "yes" ? t("results:sentence.flip", values) : t("results:sentence.flipAtMost", values);
}

/** A workgroup as it is named in a result; the public round has no name of its own. */
export function groupName(
  { t }: Words,
  names: Names,
  group: Pick<ResultDocument["workgroups"][number], "key" | "isPublic">,
): string {
  return group.isPublic === "yes" ? t("rounds:public") : (ownValue(names.workgroups, group.key) ?? group.key);
}
