import type { ComponentProps } from "react";
import type { Standing } from "~/features/plans/domain/standing";
import { Answer } from "~/features/results/ui/result/Answer";
import { BandBar } from "~/features/results/ui/rows/BandBar";
import { StandingLabel } from "~/features/results/ui/StandingLabel";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Props = {
  readonly base: string;
  readonly result: {
    readonly answer: ComponentProps<typeof Answer>;
    readonly voters: number;
    readonly onRoll: number;
    readonly number: number;
    readonly title: LocalizedView;
    readonly publishedAt: Date | string | null;
    readonly components: number;
    readonly counts: ComponentProps<typeof BandBar>["view"]["counts"];
    readonly plan: number | null;
    readonly standing: Standing;
  };
};

const wholeTable = { band: null, category: null, text: "", onlyFragile: false, order: "score" } as const;

/** A result in a sentence and a bar, whose parts lead to its page. */
export function LastResult({ base, result }: Props) {
  const { t } = useWords();
  const here = `${base}/results/${result.number}`;
  const { counts, components } = result;
  return (
    <div className="last-result">
      <Answer {...result.answer} />
      <BandBar here={here} view={{ counts, components, query: wholeTable }} />
      <p className="quiet small">
        {t("results:trust.voted", { voted: result.voters, count: result.onRoll })}
      </p>
      <p>
        <PageLink to={here}>
          <strong>
            <Content view={result.title} />
          </strong>
        </PageLink>
        {result.publishedAt && (
          <>
            {" · "}
            <Day at={result.publishedAt} />
          </>
        )}
        {" · "}
        <StandingLabel standing={result.standing} plan={result.plan} />
      </p>
    </div>
  );
}
