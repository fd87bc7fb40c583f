import { type RecordKind, recordKinds } from "~/features/records/domain/recordKinds";
import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export type Edited = {
  number: number | null;
  kind: RecordKind;
  date: string;
  title: string;
  body: string;
};

export function RecordForm({ record }: { record: Edited }) {
  const { t } = useWords();
  return (
    <PostForm>
      <input type="hidden" name="record" value={record.number ?? ""} />
      <div className="row">
        <Field label={t("records:kindLabel")}>
          <select name="kind" defaultValue={record.kind}>
            {recordKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`records:kind.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("records:date")} of={["save", "date"]}>
          <input name="date" type="date" defaultValue={record.date} required />
        </Field>
      </div>
      <Field label={t("common:field.title")} of={["save", "title"]}>
        <input name="title" defaultValue={record.title} required maxLength={160} dir="auto" />
      </Field>
      <Field label={t("drafts:field.body")} hint={t("drafts:field.markdown")} of={["save", "body"]}>
        <LongText name="body" defaultValue={record.body} maxLength={20_000} dir="auto" />
      </Field>
      <div className="actions">
        <Submit intent="save" kind={record.number === null ? "" : "q mini"}>
          {record.number === null ? t("common:add") : t("common:save")}
        </Submit>
      </div>
    </PostForm>
  );
}
