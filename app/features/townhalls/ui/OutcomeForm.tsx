import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { OtherLanguage } from "~/ui/forms/languages/LanguageField";
import { WrittenOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";

type Outcome = {
  readonly id: string;
  readonly kind: "decision" | "action";
  readonly text: string;
  readonly language: string;
  readonly owner: string;
  readonly due: string | null;
  readonly doneAt: Date | string | null;
};

/** A decision or an action of a meeting: a new one, or one to be worded anew. */
export function OutcomeForm({ outcome }: { outcome: Outcome | null }) {
  const { t, language } = useWords();
  return (
    <PostForm className="note">
      <input type="hidden" name="id" value={outcome?.id ?? ""} />
      <div className="row">
        <Field label={t("townhalls:manage.kind")}>
          <select name="kind" defaultValue={outcome?.kind ?? "decision"}>
            <option value="decision">{t("townhalls:manage.decision")}</option>
            <option value="action">{t("townhalls:manage.action")}</option>
          </select>
        </Field>
        <Field label={t("common:search.language")}>
          <select name="language" defaultValue={outcome?.language ?? language}>
            <WrittenOptions />
          </select>
        </Field>
        <OtherLanguage />
      </div>
      <Field label={t("townhalls:manage.text")}>
        <input name="text" required maxLength={1000} defaultValue={outcome?.text} dir="auto" />
      </Field>
      <div className="row">
        <Field label={t("townhalls:manage.owner")}>
          <input name="owner" maxLength={120} defaultValue={outcome?.owner} dir="auto" />
        </Field>
        <Field label={t("townhalls:manage.due")}>
          <input name="due" type="date" defaultValue={outcome?.due ?? ""} />
        </Field>
        <Field label={t("townhalls:manage.isDone")}>
          <select name="done" defaultValue={outcome?.doneAt ? "yes" : "no"}>
            <option value="no">{t("townhalls:record.notDone")}</option>
            <option value="yes">{t("townhalls:record.done")}</option>
          </select>
        </Field>
      </div>
      <div className="actions">
        <Submit intent="outcome" kind="q mini">
          {outcome ? t("common:save") : t("common:add")}
        </Submit>
        {outcome && (
          <Submit intent="removeOutcome" kind="q mini">
            {t("common:remove")}
          </Submit>
        )}
      </div>
    </PostForm>
  );
}
