import { type ClauseKind, clauseKinds, type Stability, stabilities } from "~/features/drafts/domain/clause";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";

/** What a clause is and how likely it is to change: said in a line, and changed where somebody opens it. */
export function KindOfClause({ kind, stability }: { kind: ClauseKind; stability: Stability }) {
  const { t, format } = useWords();
  return (
    <details className="more">
      <summary className="small">
        {format.parts([t(`drafts:kind.${kind}`), t(`drafts:stability.${stability}`)])}
      </summary>
      <div className="row">
        <Field label={t("drafts:field.kind")}>
          <select name="kind" defaultValue={kind}>
            {clauseKinds.map((one) => (
              <option key={one} value={one}>
                {t(`drafts:kind.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("drafts:field.stability")}>
          <select name="stability" defaultValue={stability}>
            {stabilities.map((one) => (
              <option key={one} value={one}>
                {t(`drafts:stability.${one}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
    </details>
  );
}
