import type { ResultComponent } from "~/features/results/domain/resultDocument";
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
      return t("results:variant.rule", { name: variant.name });
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

/** One sentence a component: how firmly its band stands, and on whom it hangs. */
export function robustnessSentence(words: Words, names: Names, one: ResultComponent): string {
  const { t, format } = words;
  const first = one.under.find(({ agrees }) => agrees === "no");
  const parts: string[] = [];
  if (one.variants > 0 && !first) parts.push(t("results:sentence.holds", { count: one.variants }));
  if (first) {
    parts.push(
      t("results:sentence.differs", {
        agreeing: one.agreeing,
        count: one.variants,
        band: t(`rules:band.${first.band}`),
        variant: variantWords(words, names, first.variant),
      }),
    );
  }
  if (one.flip) {
    const groups = Object.entries(one.flip.workgroups).map(([key, count]) =>
      t("results:sentence.group", { name: ownValue(names.workgroups, key) ?? key, number: count }),
    );
    const values = {
      count: one.flip.voters,
      groups: format.list(groups),
      band: t(`rules:band.${one.flip.to}`),
    };
    parts.push(
      one.flip.exact === "yes"
        ? t("results:sentence.flip", values)
        : t("results:sentence.flipAtMost", values),
    );
  } else parts.push(t("results:sentence.noFlip"));
  return parts.join(" ");
}

/** A published fraction as a number to draw or show; never to decide by. */
export function asNumber(text: string): number {
  const [num = "0", den = "1"] = text.split("/");
  return Number(num) / Number(den);
}
