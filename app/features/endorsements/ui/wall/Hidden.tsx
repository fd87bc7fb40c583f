import { useWords } from "~/i18n";

export function Hidden({ reasons }: { reasons: readonly string[] }) {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{t("endorsements:hidden", { count: reasons.length })}</summary>
      <ul>
        {[...new Set(reasons)].map((reason) => (
          <li key={reason}>
            <bdi>{reason}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
