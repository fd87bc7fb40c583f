import { useWords } from "~/i18n";
import { refusalCodes } from "~/kernel/refusals";
import { Moment } from "~/ui/text/Moment";

export type Schedule = {
  readonly opensAt: Date | string | null;
  /** Why it did not open then: the code of a refusal, as it was kept. */
  readonly openingRefused: string | null;
};

/** When a prepared round opens by itself, as its organizers see it; or why it did not. */
export function Scheduled({ opensAt, openingRefused }: Schedule) {
  const { t } = useWords();
  if (!opensAt) return null;
  // A code that is none any more is answered as what cannot be told.
  const refused = openingRefused && (refusalCodes.find((code) => code === openingRefused) ?? "invalid");
  if (refused)
    return (
      <div className="notice bad measure" role="status">
        <p>
          {t("rounds:scheduled.heldUp")} <Moment at={opensAt} />
        </p>
        <p>{t(`errors:code.${refused}`)}</p>
        <p>{t("rounds:scheduled.again")}</p>
      </div>
    );
  return (
    <p className="notice measure">
      {t("rounds:opens")} <Moment at={opensAt} />
    </p>
  );
}
