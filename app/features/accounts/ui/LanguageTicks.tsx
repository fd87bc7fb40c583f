import { useWords } from "~/i18n";
import { Tick } from "~/ui/forms/forms";

/**
 * Check boxes of languages: those of the first choice and whatever was chosen before are in sight, the others
 * wait behind a summary. Values are the codes, behind `prefix`.
 */
export function LanguageTicks({
  name,
  tongues,
  chosen,
  prefix = "",
}: {
  name: string;
  tongues: readonly { readonly code: string; readonly name: string; readonly isCommon: boolean }[];
  chosen: readonly string[];
  prefix?: string;
}) {
  const { t } = useWords();
  const isFirst = (one: { code: string; isCommon: boolean }) => one.isCommon || chosen.includes(one.code);
  const ticks = (some: typeof tongues) => (
    <div className="ticks">
      {some.map(({ code, name: label }) => (
        <Tick key={code} name={name} value={prefix + code} label={label} on={chosen.includes(code)} />
      ))}
    </div>
  );
  return (
    <>
      {ticks(tongues.filter(isFirst))}
      <details className="more">
        <summary>{t("accounts:profile.moreLanguages")}</summary>
        {ticks(tongues.filter((one) => !isFirst(one)))}
      </details>
    </>
  );
}
