import type { changeList, changeView } from "~/features/drafts/services/comparisonViews.server";
import { useWords } from "~/i18n";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { WordDiff } from "./WordDiff";

type Props = {
  readonly change: ReturnType<typeof changeList>[number] & ReturnType<typeof changeView>;
  /** Where the clause stands. */
  readonly to: string;
  readonly language: string;
};

/** What became of one clause between two versions, in one column or two. */
export function ComparedChange({ change, to, language }: Props) {
  const { t } = useWords();
  return (
    <section className="change" id={`change-${change.at}`}>
      <h2 className="change-title">
        <PageLink to={to}>
          <bdi dir="ltr">{[change.from.join(", "), change.to.join(", ")].filter(Boolean).join(" → ")}</bdi>
        </PageLink>{" "}
        <span className={`change-kind change-${change.kind}`}>{t(`drafts:change.${change.kind}`)}</span>
        {change.moved && <span className="change-kind">{t("drafts:change.moved")}</span>}
      </h2>
      {change.heading.length > 0 && (
        <div className={change.sides ? "change-heading" : "change-heading measure"}>
          <WordDiff parts={change.heading} language={language} />
        </div>
      )}
      {change.onlyForm && <p className="quiet small">{t("drafts:compare.onlyForm")}</p>}
      {change.sides ? (
        <div className="two">
          <Html html={change.sides.old} language={language} />
          <Html html={change.sides.now} language={language} />
        </div>
      ) : (
        <Html html={change.html} language={language} className="measure" />
      )}
    </section>
  );
}
