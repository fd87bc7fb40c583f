import type { Level } from "~/features/results/domain/checklist";
import type { JoinedCell } from "~/features/reviews/domain/cells";
import { useWords } from "~/i18n";
import { EntryLink } from "~/ui/frame/EntryLink";
import { StackedTable } from "~/ui/table/StackedTable";
import { Labelled } from "~/ui/text/Labelled";
import { CellWords } from "./CellWords";

export type SaidCell = {
  readonly review: string;
  readonly component: string;
  readonly criterion: string;
  readonly value: string;
  readonly url: string;
  readonly note: string;
  readonly isCarried: boolean;
};
export type ReviewerShown = { readonly id: string; readonly name: string; readonly affiliated: boolean };

/** A system's cells, component by component: what they come to, who says so, and on which document. */
export function CellTable({
  rows,
  criteria,
  cells,
  said,
  reviewers,
}: {
  rows: readonly {
    readonly key: string;
    readonly title: string;
    readonly level: Level;
    readonly framework: string;
  }[];
  criteria: readonly { readonly key: string; readonly title: string }[];
  cells: readonly JoinedCell[];
  said: readonly SaidCell[];
  reviewers: readonly ReviewerShown[];
}) {
  const { t } = useWords();
  const criterionNames = Object.fromEntries(criteria.map(({ key, title }) => [key, title]));
  return (
    <StackedTable
      label={t("reviews:cells")}
      columns={[t("results:table.component"), ...criteria.map(({ title }) => title), t("reviews:documents")]}
      rows={rows.map((row) => {
        const here = said.filter(({ component }) => component === row.key);
        return {
          key: row.key,
          id: row.key,
          head: (
            <>
              {row.title}
              <p className="quiet small">
                {t(`drafts:level.${row.level}`)}
                {row.framework && (
                  <>
                    {" "}
                    · <bdi>{row.framework}</bdi>
                  </>
                )}
              </p>
            </>
          ),
          cells: [
            ...criteria.map(({ key }) => {
              const cell = cells.find(
                ({ component, criterion }) => component === row.key && criterion === key,
              );
              return cell && <Cell key={key} cell={cell} />;
            }),
            <div key="documents" className="small">
              <Documents said={here} reviewers={reviewers} />
              <WhoSays said={here} reviewers={reviewers} criteria={criterionNames} />
            </div>,
          ],
        };
      })}
    />
  );
}

function Cell({ cell }: { cell: JoinedCell }) {
  const { t, format } = useWords();
  return (
    <>
      <span className={`cell-word cell-word-${cell.value}`}>{t(`reviews:value.${cell.value}`)}</span>
      {cell.answering > 1 && cell.said.length === 1 && (
        <span className="small quiet">
          {" "}
          {t("reviews:agree", { agreeing: cell.agreeing, answering: cell.answering })}
        </span>
      )}
      {cell.said.length > 1 && (
        <span className="small quiet">
          {" "}
          {format.list(
            cell.said.map(({ value, reviewers }) =>
              t("reviews:split", { value: t(`reviews:value.${value}`), count: reviewers }),
            ),
          )}
        </span>
      )}
      {cell.isSettled && <span className="small quiet"> {t("reviews:settledMark")}</span>}
    </>
  );
}

/** What each reviewer says of a component, also those whose word is not counted. */
function WhoSays({
  said,
  reviewers,
  criteria,
}: {
  said: readonly SaidCell[];
  reviewers: readonly ReviewerShown[];
  criteria: Readonly<Record<string, string>>;
}) {
  const { t } = useWords();
  if (said.length === 0) return null;
  return (
    <details className="more">
      <summary>{t("reviews:whoSays")}</summary>
      <ul className="clean tight">
        {reviewers.map(({ id, name, affiliated }) => {
          const own = said.filter(({ review }) => review === id);
          if (own.length === 0) return null;
          return (
            <li key={id}>
              <Labelled
                label={
                  <>
                    <bdi>{name}</bdi>
                    {affiliated && <span className="frag"> {t("reviews:affiliated")}</span>}
                  </>
                }
              >
                <CellWords cells={own} criteria={criteria} />
              </Labelled>{" "}
              <EntryLink of="reviews" name={id} />
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** Documents and notes of a component, each once with whoever gave it. */
function Documents({ said, reviewers }: { said: readonly SaidCell[]; reviewers: readonly ReviewerShown[] }) {
  const { t } = useWords();
  const nameOf = new Map(reviewers.map(({ id, name }) => [id, name]));
  const seen = new Map<string, SaidCell>();
  for (const cell of said) {
    if (cell.url || cell.note) seen.set(`${cell.review} ${cell.url} ${cell.note}`, cell);
  }
  return (
    <ul className="clean tight">
      {[...seen].map(([key, { review, url, note, isCarried }]) => (
        <li key={key}>
          {url && (
            <a href={url} rel="nofollow noopener" dir="ltr">
              {hostOf(url)}
            </a>
          )}{" "}
          {note && <bdi>{note}</bdi>}{" "}
          <span className="quiet">
            — <bdi>{nameOf.get(review)}</bdi>
            {isCarried && <> · {t("reviews:carried")}</>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
