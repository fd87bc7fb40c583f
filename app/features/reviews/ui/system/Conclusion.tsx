import { CellList } from "~/features/reviews/ui/CellList";
import type { Data, Page } from "~/features/reviews/ui/system/data";
import { VerdictMark } from "~/features/reviews/ui/VerdictMark";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

export function Conclusion({ data, page, base }: { data: Data; page: Page; base: string }) {
  const { t, format } = useWords();
  const { assessed, reviewers } = page;
  return (
    <section className="section" aria-labelledby="conclusion">
      <h2 id="conclusion">{t("reviews:heldAgainst", { label: data.draft ?? "" })}</h2>
      {data.isWorking && <p className="notice warn">{t("reviews:working")}</p>}
      <p>
        <VerdictMark verdict={assessed.verdict} />{" "}
        {assessed.asked > 0 &&
          t("reviews:progress", {
            done: assessed.done,
            asked: assessed.asked,
            share: format.percent(assessed.done / assessed.asked),
          })}
      </p>
      <div className="measure">
        <CellList label={t("reviews:standAgainst")} cells={assessed.against} names={page.names} />
        <CellList label={t("reviews:areMissing")} cells={assessed.missing} names={page.names} />
      </div>
      {data.drafts.length > 1 && (
        <p className="small">
          {t("reviews:otherDrafts")}{" "}
          {data.drafts
            .filter((label) => label !== data.draft)
            .map((label) => (
              <span key={label}>
                <PageLink to={`${base}/systems/${data.key}?draft=${encodeURIComponent(label)}`}>
                  <bdi>{label}</bdi>
                </PageLink>{" "}
              </span>
            ))}
        </p>
      )}
      <h3 className="section">{t("reviews:reviewers")}</h3>
      {reviewers.length === 0 && <p className="quiet">{t("reviews:noReviewers")}</p>}
      <ul className="clean">
        {reviewers.map((one) => (
          <li key={one.id}>
            <bdi>{one.name}</bdi>
            {one.affiliated && <span className="frag"> {t("reviews:affiliated")}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
