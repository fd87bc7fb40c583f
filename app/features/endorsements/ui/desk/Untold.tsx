import { useWords } from "~/i18n";
import { useAnswer } from "~/ui/forms/forms";

/** A decision whose mail was not taken: somebody should write by hand. */
export function Untold() {
  const { t } = useWords();
  const [accepted, declined] = [useAnswer("accept"), useAnswer("decline")];
  const isUntold = [accepted, declined].some(
    (answer) => answer?.ok && (answer.value as { isTold?: boolean } | undefined)?.isTold === false,
  );
  return isUntold ? <p className="notice warn">{t("endorsements:manage.untold")}</p> : null;
}
