import type { ResultView } from "~/features/results/services/view/resultView.server";
import { rowAddress } from "~/features/results/ui/rows/address";
import { bands } from "~/features/rules/domain/bands";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = { readonly here: string; readonly view: Pick<ResultView, "counts" | "query" | "components"> };

/** How many components are in each band; each shows only its own, and pressed again all. */
export function BandBar({ here, view }: Props) {
  const { t, format } = useWords();
  return (
    <nav className="band-bar" aria-label={t("results:answer.bands")}>
      {view.counts
        .filter(({ count }) => count > 0)
        .map(({ band, count }) => {
          const isChosen = view.query.band === band;
          return (
            <PageLink
              key={band}
              to={rowAddress(here, view.query, { band: isChosen ? null : band })}
              className={`band-${bands.indexOf(band)} share-${shareOf(count, view.components)}`}
              aria-current={isChosen ? "true" : undefined}
              preventScrollReset
            >
              <b>{format.number(count)}</b> <span>{t(`rules:band.${band}`)}</span>
            </PageLink>
          );
        })}
    </nav>
  );
}

/** A width in twelfths: the style sheet has a class for each, as pages have no styles of their own. */
function shareOf(count: number, of: number): number {
  return Math.max(1, Math.round((count / Math.max(1, of)) * 12));
}
