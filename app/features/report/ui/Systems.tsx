import type { PartProps } from "~/features/report/ui/parts";
import { Matrix, MatrixKey } from "~/features/reviews/ui/Matrix";
import { VerdictMark } from "~/features/reviews/ui/VerdictMark";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

export function Systems({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.systems.length === 0) return null;
  return (
    <section className="section" aria-labelledby="systems">
      <h2 id="systems">
        <PageLink to={`${base}/systems${data.shown ? `?draft=${encodeURIComponent(data.shown.label)}` : ""}`}>
          {t("reviews:heldAgainst", { label: data.shown?.label ?? "" })}
        </PageLink>
      </h2>
      <MatrixKey />
      <Matrix
        systems={data.systems}
        columns={data.columns}
        criteria={data.criteria}
        title={t("reviews:matrix")}
      />
      <ul className="thanked">
        {data.systems.map(({ key, name, verdict }) => (
          <li key={key}>
            <bdi>{name}</bdi> <VerdictMark verdict={verdict} />
          </li>
        ))}
      </ul>
    </section>
  );
}
