import type { ResultHead } from "~/features/results/domain/resultView";
import type { NamedRule } from "~/features/rules/services/namedRule";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { EntryLink } from "~/ui/frame/EntryLink";
import { CheckLinks } from "~/ui/text/CheckLinks";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

type Props = {
  base: string;
  number: number;
  result: ResultHead;
  rule: NamedRule;
  resultHash: string | null;
};

/** Everything that was counted, to take away and count again. */
export function VerifyResult({ base, number, result, rule, resultHash }: Props) {
  const words = useWords();
  const { t, language } = words;
  const file = (name: string) => inLanguage(language, `${base}/results/${number}/files/${name}`);
  return (
    <section className="note" aria-labelledby="check">
      <h2 id="check">{t("results:check.title")}</h2>
      <p>{t("results:check.lead")}</p>
      <ul className="clean">
        {resultHash && (
          <li>
            <CheckLinks result={`${base}/results/${number}`} />
            {t("results:check.bundle")}{" "}
            <a href={file("bundle.zip")} download>
              bundle.zip
            </a>
          </li>
        )}
        <li>
          {t("results:check.ballots")}{" "}
          <a href={file("ballots.csv")} download>
            CSV
          </a>{" "}
          ·{" "}
          <a href={file("ballots.json")} download>
            JSON
          </a>
        </li>
        <li>
          {t("results:check.lists")}{" "}
          <a href={file("roll.csv")} download>
            {t("results:check.roll")}
          </a>{" "}
          ·{" "}
          <a href={file("components.csv")} download>
            {t("results:check.components")}
          </a>{" "}
          ·{" "}
          <a href={file("workgroups.csv")} download>
            {t("results:check.workgroups")}
          </a>
        </li>
        <li>
          <a href={file("rule.json")} download>
            {t("results:check.rule")}
          </a>{" "}
          · <bdi>{ruleName(words, rule)}</bdi>
          <br />
          <Hash value={result.ruleHash} />
        </li>
        <li>
          <a href={file("result.json")} download>
            {t("results:check.result")}
          </a>
          {resultHash && (
            <>
              <br />
              <Hash value={resultHash} />
            </>
          )}
        </li>
        <li>
          <a href={file("report.md")} download>
            {t("results:check.report")}
          </a>
        </li>
        {resultHash && (
          <li>
            <EntryLink of="result" name={number} />
          </li>
        )}
        <li>
          {result.rounds[0] && (
            <PageLink to={`${base}/rounds/${result.rounds[0].number}/receipt`}>
              {t("rounds:findReceipt")}
            </PageLink>
          )}
        </li>
        <li>
          {t("results:check.command")}
          <br />
          <code>
            npm run --silent codraft -- tally ballots.csv --rule rule.json --roll roll.csv --components
            components.csv --workgroups workgroups.csv --criteria {result.criteria.join(",")}
          </code>
        </li>
      </ul>
    </section>
  );
}
