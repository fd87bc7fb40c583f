import { Form } from "@remix-run/react";
import { type UnitState, type UnitsAsked, unitStates } from "~/features/translation/domain/unitsAsked";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { Field } from "~/ui/forms/forms";

/** Which parts of a text are listed: those of a state, and those that say something; with how many there are. */
export function UnitsFilter({
  here,
  asked,
  counts,
  total,
}: {
  here: string;
  asked: UnitsAsked;
  counts: Readonly<Record<UnitState, number>>;
  total: number;
}) {
  const { t, language } = useWords();
  const counted = (label: string, value: number) => t("common:labelled", { label, value });
  return (
    <search>
      <Form method="get" action={inLanguage(language, here)} className="row section">
        <Field label={t("translation:list.state")}>
          <select name="state" defaultValue={asked.state ?? ""}>
            <option value="">{counted(t("translation:list.all"), total)}</option>
            {unitStates.map((state) => (
              <option key={state} value={state}>
                {counted(t(`translation:state.${state}`), counts[state])}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("translation:list.words")}>
          <input type="search" name="q" defaultValue={asked.words} maxLength={200} dir="auto" />
        </Field>
        <button type="submit" className="btn q">
          {t("translation:list.show")}
        </button>
      </Form>
    </search>
  );
}
