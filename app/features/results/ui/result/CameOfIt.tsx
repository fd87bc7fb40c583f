import type { Names } from "~/features/results/ui/words";
import { useWords } from "~/i18n";
import { Nested } from "~/ui/frame/Nested";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly number: number;
  readonly checklists: readonly { readonly number: number; readonly draftLabel: string }[];
  readonly names: Names;
};

/** What was made of a result: checklists, clauses, talk. */
export function CameOfIt({ base, number, checklists, names }: Props) {
  const { t } = useWords();
  return (
    <>
      <section className="note" aria-labelledby="came">
        <h2 id="came">{t("results:came.title")}</h2>
        {checklists.length === 0 && <p>{t("results:came.nothing")}</p>}
        <ul className="clean">
          {checklists.map((one) => (
            <li key={one.number}>
              <PageLink to={`${base}/checklists/${one.number}`}>
                {t("results:came.checklist")} <bdi>{one.draftLabel}</bdi>
              </PageLink>
            </li>
          ))}
        </ul>
        <p className="no-print">
          <PageLink to={`${base}/threads?about=result:${number}`}>{t("common:threads.here")}</PageLink>
        </p>
      </section>
      <Nested
        names={names.components}
        frame={(shaped) =>
          shaped && (
            <details className="note more">
              <summary>{t("results:drafts.shaped")}</summary>
              {shaped}
            </details>
          )
        }
      />
    </>
  );
}
