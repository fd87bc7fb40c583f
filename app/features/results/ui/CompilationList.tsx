import type { Standing } from "~/features/plans/domain/standing";
import { StandingLabel } from "~/features/results/ui/StandingLabel";
import type { NamedRule } from "~/features/rules/services/namedRule";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export type CompilationLine = {
  number: number;
  title: LocalizedView;
  rule: NamedRule;
  declaredBefore: boolean;
  publishedAt: Date | null;
  voters: number;
  components: number;
  plan: number | null;
  standing: Standing;
};

export function CompilationList({
  base,
  compilations,
  besides,
}: {
  base: string;
  compilations: readonly CompilationLine[];
  /** The number of the result that each of them can be compared with. */
  besides?: number;
}) {
  const words = useWords();
  const { t } = words;
  if (compilations.length === 0) return <p className="quiet measure">{t("results:list.empty")}</p>;
  return (
    <ul className="clean">
      {compilations.map((one) => (
        <li key={one.number}>
          <PageLink to={`${base}/results/${one.number}`}>
            <strong>
              <Content view={one.title} />
            </strong>
          </PageLink>
          <br />
          <span className="quiet small">
            {t("results:list.line", { voters: one.voters, components: one.components })} ·{" "}
            <bdi>{ruleName(words, one.rule)}</bdi> ·{" "}
            {one.declaredBefore ? t("results:declaredBefore") : t("results:exploredAfter")}
            {" · "}
            <StandingLabel standing={one.standing} plan={one.plan} />
            {!one.publishedAt && <> · {t("results:list.unpublished")}</>}
            {besides !== undefined && (
              <>
                {" · "}
                <PageLink to={`${base}/results/${besides}/beside/${one.number}`}>
                  {t("results:list.compare", {
                    before: Math.min(besides, one.number),
                    after: Math.max(besides, one.number),
                  })}
                </PageLink>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
