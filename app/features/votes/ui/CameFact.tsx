import { useWords } from "~/i18n";

/** How those on a roll came to the process, and how many people invited them. */
export function CameFact({
  came: { invited, alone, inviters },
}: {
  came: { readonly invited: number | null; readonly alone: number | null; readonly inviters: number };
}) {
  const { t } = useWords();
  const few = t("votes:fact.few");
  return (
    <div>
      <dt>{t("votes:fact.came")}</dt>
      <dd>
        <small>
          {inviters > 0 && (
            <>
              {t("votes:fact.invited", { people: invited ?? few, count: inviters })}
              <br />
            </>
          )}
          {t("votes:fact.alone", { people: alone ?? few })}
        </small>
      </dd>
    </div>
  );
}
