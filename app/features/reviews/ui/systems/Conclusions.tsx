import { isMissing, standsAgainst } from "~/features/reviews/domain/conclusion";
import { cellsOf } from "~/features/reviews/domain/held";
import { CellList } from "~/features/reviews/ui/CellList";
import type { SystemsData } from "~/features/reviews/ui/systems/data";
import { VerdictMark } from "~/features/reviews/ui/VerdictMark";
import { useWords } from "~/i18n";
import { StackedTable } from "~/ui/table/StackedTable";
import { PageLink } from "~/ui/text/PageLink";

/** Each system with what follows for it, what stands against it, and how far its review is. */
export function Conclusions({ data, base, at }: { data: SystemsData; base: string; at: string }) {
  const { t, format } = useWords();
  const components = data.columns.map(({ key }) => key);
  const cellsIn = (letters: string) => cellsOf(letters, components, data.criteria);
  return (
    <section className="section" aria-labelledby="list">
      <h2 id="list">{t("reviews:conclusions")}</h2>
      <StackedTable
        label={t("reviews:conclusions")}
        columns={[
          t("reviews:system"),
          t("reviews:conclusion"),
          { label: t("reviews:done"), kind: "n" },
          t("reviews:why"),
          { label: t("reviews:reviewers"), kind: "n" },
        ]}
        rows={data.systems.map(({ key, name, maker, held, letters, reviewers, affiliated }) => ({
          key,
          head: (
            <>
              <PageLink to={`${base}/systems/${key}${at}`}>
                <bdi>{name}</bdi>
              </PageLink>
              <br />
              <span className="small quiet">
                <bdi>{maker}</bdi>
              </span>
            </>
          ),
          cells: [
            <VerdictMark key="verdict" verdict={held.verdict} />,
            held.asked > 0 ? format.percent(held.done / held.asked) : "–",
            <Why key="why" data={data} cells={cellsIn(letters)} />,
            <Reviewers key="reviewers" count={reviewers} affiliated={affiliated} />,
          ],
        }))}
      />
    </section>
  );
}

type Cells = ReturnType<typeof cellsOf>;

/** What stands against a system, and what is not reviewed yet. */
function Why({ data, cells }: { data: SystemsData; cells: Cells }) {
  const { t } = useWords();
  const against = cells.filter(standsAgainst);
  const missing = cells.filter((cell) => isMissing(cell, data.rule));
  if (against.length + missing.length === 0) return null;
  return (
    <div className="small">
      <CellList label={t("reviews:standAgainst")} cells={against} names={data.names} most={4} />
      <CellList label={t("reviews:areMissing")} cells={missing} names={data.names} most={4} />
    </div>
  );
}

/** How many reviewed a system, and how many of them belong to who made it. */
function Reviewers({ count, affiliated }: { count: number; affiliated: number }) {
  const { t, format } = useWords();
  return (
    <>
      {format.number(count)}
      {affiliated > 0 && (
        <span className="small quiet">
          <br />
          {t("reviews:affiliatedCount", { count: affiliated })}
        </span>
      )}
    </>
  );
}
