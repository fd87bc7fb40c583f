import type { NamedRule } from "~/features/rules/services/namedRule";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly explorations: readonly {
    readonly number: number;
    readonly rule: NamedRule;
    readonly madeAt: Date | string;
    readonly isPublished: boolean;
    readonly rounds: readonly number[];
  }[];
};

/** Counts of a plan's rounds that are not the plan's, whoever made them and whether they were published or not. */
export function Explorations({ base, explorations }: Props) {
  const words = useWords();
  const { t, format } = words;
  return (
    <section className="section" aria-labelledby="explored">
      <h2 id="explored">{t("plans:explorations.title")}</h2>
      <p className="quiet measure">
        {explorations.length > 0 ? t("plans:explorations.lead") : t("plans:explorations.none")}
      </p>
      <ul className="clean">
        {explorations.map((one) => (
          <li key={one.number}>
            {one.isPublished ? (
              <PageLink to={`${base}/results/${one.number}`}>
                {t("plans:explorations.count", { number: one.number })}
              </PageLink>
            ) : (
              t("plans:explorations.count", { number: one.number })
            )}{" "}
            <span className="quiet small">
              <Moment at={one.madeAt} /> · <bdi>{ruleName(words, one.rule)}</bdi> ·{" "}
              {t("plans:explorations.rounds", {
                count: one.rounds.length,
                rounds: format.list(one.rounds.map(String)),
              })}
              {!one.isPublished && <> · {t("results:list.unpublished")}</>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
