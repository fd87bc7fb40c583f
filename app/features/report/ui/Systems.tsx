import type { PartProps } from "~/features/report/ui/parts";
import { Matrix, MatrixKey } from "~/features/reviews/ui/Matrix";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

export function Systems({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.systems.length === 0) return null;
  const at = data.shown ? `?draft=${encodeURIComponent(data.shown.label)}` : "";
  return (
    <section className="section" aria-labelledby="systems">
      <h2 id="systems">
        <PageLink to={`${base}/systems${at}`}>
          {t("reviews:heldAgainst", { label: data.shown?.label ?? "" })}
        </PageLink>
      </h2>
      <MatrixKey />
      <Matrix
        systems={data.systems}
        columns={data.columns}
        criteria={data.criteria}
        title={t("reviews:matrix")}
        addressOf={(key) => `${base}/systems/${key}${at}`}
      />
    </section>
  );
}
