import { useWords } from "~/i18n";

type Props = {
  readonly facts: readonly (readonly [label: string, value: string | null])[];
  /** What leads from the entry to the root of its log; null while the round is open. */
  readonly proof: { readonly size: number; readonly root: string; readonly hashes: readonly string[] } | null;
};

/** What stands behind a receipt, folded away: which entry it is, and the proof that it is in the root. */
export function BehindReceipt({ facts, proof }: Props) {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{t("receipts:page.behind")}</summary>
      <dl className="prose measure">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="label">{label}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      {proof ? (
        <>
          <p className="small">
            {t("receipts:page.size")} {proof.size}
            <br />
            {t("receipts:page.root")} <code>{proof.root}</code>
          </p>
          <p className="small">{t("receipts:page.proof")}</p>
          <ol className="clean">
            {proof.hashes.map((hash) => (
              <li key={hash}>
                <code>{hash}</code>
              </li>
            ))}
          </ol>
        </>
      ) : (
        <p className="quiet">{t("receipts:page.later")}</p>
      )}
    </details>
  );
}
