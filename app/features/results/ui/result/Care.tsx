import type { ResultHead } from "~/features/results/domain/resultView";
import type { UncountedRounds } from "~/features/results/services/counting/uncountedRounds.server";
import { quorumVerdict } from "~/features/rules/domain/quorum";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = { readonly here: string; readonly head: ResultHead; readonly uncounted: UncountedRounds };

/** What is good to know of a result and casts no doubt on it; nothing where there is nothing of the kind. */
export function Care({ here, head, uncounted }: Props) {
  const { t, format } = useWords();
  const offered = head.workgroups.filter(({ notNecessary }) => notNecessary === "offered").length;
  const quorum = quorumVerdict(head.rule.quorum, head);
  const notes = [
    quorum?.isReached && t("results:caution.quorumReached", { needed: format.number(quorum.needed) }),
    head.severalTimes !== undefined && t("results:caution.severalTimes", { count: head.severalTimes }),
    head.notJudged && t("results:caution.notJudged", { count: head.notJudged.voters }),
    offered > 0 &&
      offered < head.workgroups.length &&
      t("results:care.notNecessary", { offered, count: head.workgroups.length }),
    head.rule.classify.method === "mean-multiples" && t("rules:meanCaveat"),
  ].filter((one) => typeof one === "string");
  if (notes.length === 0 && uncounted.total === 0) return null;
  return (
    <section className="note" aria-labelledby="care">
      <h2 id="care">{t("results:care.title")}</h2>
      <ul className="clean small">
        {notes.map((one) => (
          <li key={one}>{one}</li>
        ))}
        {uncounted.total > 0 && (
          <li>
            <PageLink to={`${here}?tab=counting#uncounted`}>
              {t("results:care.uncounted", { count: uncounted.total })}
            </PageLink>
          </li>
        )}
      </ul>
    </section>
  );
}
