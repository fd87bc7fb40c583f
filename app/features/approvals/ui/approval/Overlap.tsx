import { type ApprovalResult, overlapClasses, overlapIn } from "~/features/approvals/domain/overlap";
import type { Data } from "~/features/approvals/ui/approval/data";
import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";

/** In how many groups positions count, and which groups count many of the same. */
export function Overlap({ data, result }: { data: Data; result: ApprovalResult }) {
  const { t, format } = useWords();
  const counts = overlapIn(result.overlap);
  const nameOf = (key: string) => data.groups.find((group) => group.key === key)?.title.text ?? key;
  return (
    <>
      <h3 className="section">{t("approvals:result.overlapTitle")}</h3>
      <dl className="facts">
        {overlapClasses.map((one) => (
          <div key={one}>
            <dt>{t(`approvals:result.overlapIn.${one}`)}</dt>
            <dd>{format.number(counts[one])}</dd>
          </div>
        ))}
      </dl>
      <p className="small quiet measure">{t("approvals:result.overlap")}</p>
      {data.pairs.length === 0 ? (
        <p className="small quiet measure">{t("approvals:result.noPairs")}</p>
      ) : (
        <>
          <p className="small">{t("approvals:result.pairs")}</p>
          <ul>
            {data.pairs.map(({ one, other, positions }) => (
              <li key={`${one} ${other}`}>
                <Labelled label={<bdi>{format.list([nameOf(one), nameOf(other)])}</bdi>}>
                  {format.number(positions)}
                </Labelled>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
