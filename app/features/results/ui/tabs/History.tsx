import type { ResultView } from "~/features/results/services/view/resultView.server";
import { type CompilationLine, CompilationList } from "~/features/results/ui/CompilationList";
import { PublishedBeside, type Reference } from "~/features/results/ui/tabs/PublishedBeside";
import type { Names } from "~/features/results/ui/words";
import { useWords } from "~/i18n";
import type { Paging } from "~/kernel/paging";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

type Props = {
  readonly base: string;
  readonly number: number;
  readonly view: Pick<ResultView, "head" | "rows">;
  readonly names: Names;
  readonly countedAt: Date;
  readonly publishedAt: Date | null;
  readonly others: (Paging & { readonly rows: readonly CompilationLine[] }) | null;
  readonly reference: Reference | null;
};

/** When it was counted and published, of which rounds, what else was counted, and what was published of it elsewhere. */
export function History(props: Props) {
  const { base, view, names, others, reference } = props;
  const { t, format } = useWords();
  return (
    <>
      <section className="section" aria-labelledby="when">
        <h2 id="when">{t("results:tabs.history")}</h2>
        <p>{t("results:history.counted", { day: format.date(props.countedAt) })}</p>
        <p>
          {props.publishedAt
            ? t("results:history.published", { day: format.date(props.publishedAt) })
            : t("results:unpublished")}
        </p>
        <h3>{t("results:history.rounds")}</h3>
        <ul className="clean">
          {view.head.rounds.map(({ number }) => (
            <li key={number}>
              <PageLink to={`${base}/rounds/${number}`}>{t("rounds:number", { number })}</PageLink>
            </li>
          ))}
        </ul>
      </section>
      <section className="section" aria-labelledby="others">
        <h2 id="others">{t("results:history.others")}</h2>
        {others && others.total > 0 ? (
          <>
            <CompilationList base={base} compilations={others.rows} besides={props.number} />
            <Pager page={others.page} pages={others.pages} name="results" part="others" />
          </>
        ) : (
          <p className="quiet">{t("results:history.noOthers")}</p>
        )}
      </section>
      {reference && <PublishedBeside reference={reference} rows={view.rows} names={names} />}
    </>
  );
}
