import { useWords } from "~/i18n";
import { proposeAddress } from "~/ui/forms/address/proposeAddress";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export const blank = { key: "", name: "", system: "", maker: "", charter: "" };

export function WorkgroupForm({
  fields,
  isNew,
  known = [],
}: {
  fields: typeof blank;
  isNew: boolean;
  /** Keys of workgroups that have a form of their own. */
  known?: readonly string[];
}) {
  const { t } = useWords();
  return (
    <PostForm isOthers={({ key }) => isNew && known.includes(key ?? "")}>
      <div className="row">
        <Field label={t("workgroups:manage.name")} of={["save", "name"]}>
          <input
            name="name"
            defaultValue={fields.name}
            required
            maxLength={80}
            dir="auto"
            onChange={isNew ? proposeAddress("key") : undefined}
          />
        </Field>
        <Field label={t("workgroups:manage.key")} hint={t("membership:field.slugHint")} of={["save", "key"]}>
          <input name="key" defaultValue={fields.key} readOnly={!isNew} required maxLength={60} dir="ltr" />
        </Field>
        <Field label={t("workgroups:manage.system")} of={["save", "system"]}>
          <input name="system" defaultValue={fields.system} required maxLength={80} />
        </Field>
        <Field label={t("workgroups:manage.maker")} of={["save", "maker"]}>
          <input name="maker" defaultValue={fields.maker} maxLength={80} />
        </Field>
      </div>
      <Field label={t("workgroups:charter")} of={["save", "charter"]}>
        <LongText name="charter" defaultValue={fields.charter} maxLength={4000} dir="auto" />
      </Field>
      <div className="actions">
        <Submit intent="save">{isNew ? t("common:add") : t("common:save")}</Submit>
      </div>
    </PostForm>
  );
}
