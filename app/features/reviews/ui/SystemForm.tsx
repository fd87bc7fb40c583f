import { useWords } from "~/i18n";
import { proposeAddress } from "~/ui/forms/address/proposeAddress";
import { EditForm, type FieldValues } from "~/ui/forms/EditForm";
import { Field, LongText, Submit, type Typed } from "~/ui/forms/forms";

export const blank = { was: "", key: "", name: "", maker: "", about: "", links: "", workgroup: "", seen: "" };

export type Edited = { readonly [name in keyof typeof blank]: string };

const readSystem = (typed: Typed): Edited => ({ ...blank, ...typed });

export type Groups = readonly { readonly id: string; readonly name: string }[];

export function SystemForm({ system, groups }: { system: Edited; groups: Groups }) {
  const { t } = useWords();
  const isNew = system.was === "";
  const facts = (one: Edited): FieldValues => [
    [t("reviews:manage.name"), one.name],
    [t("reviews:manage.maker"), one.maker],
    [
      t("reviews:manage.workgroup"),
      groups.find(({ id }) => id === one.workgroup)?.name ?? t("reviews:manage.noWorkgroup"),
    ],
    [t("reviews:manage.about"), one.about],
    [t("reviews:manage.links"), one.links],
  ];
  return (
    <EditForm
      intent="save"
      which={["was", system.was]}
      row={system}
      read={readSystem}
      facts={facts}
      actions={
        <Submit intent="save" kind={isNew ? "" : "q"}>
          {isNew ? t("common:add") : t("common:save")}
        </Submit>
      }
    >
      {(begun) => <SystemFields system={begun} groups={groups} />}
    </EditForm>
  );
}

function SystemFields({ system, groups }: { system: Edited; groups: Groups }) {
  const { t } = useWords();
  const isNew = system.was === "";
  return (
    <>
      {!isNew && <input type="hidden" name="key" value={system.key} />}
      <div className="row">
        <Field label={t("reviews:manage.name")} of={["save", "name"]}>
          <input
            name="name"
            defaultValue={system.name}
            required
            maxLength={80}
            dir="auto"
            onChange={proposeAddress("key")}
          />
        </Field>
        {isNew && (
          <Field label={t("reviews:manage.key")} of={["save", "key"]}>
            <input
              name="key"
              defaultValue={system.key}
              required
              maxLength={60}
              dir="ltr"
              pattern="[a-z0-9\-]+"
            />
          </Field>
        )}
        <Field label={t("reviews:manage.maker")} of={["save", "maker"]}>
          <input name="maker" defaultValue={system.maker} maxLength={120} dir="auto" />
        </Field>
        <Field label={t("reviews:manage.workgroup")} of={["save", "workgroup"]}>
          <select name="workgroup" defaultValue={system.workgroup}>
            <option value="">{t("reviews:manage.noWorkgroup")}</option>
            {groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Field label={t("reviews:manage.about")} of={["save", "about"]}>
        <LongText name="about" defaultValue={system.about} maxLength={4000} dir="auto" rows={3} />
      </Field>
      <Field label={t("reviews:manage.links")} hint={t("reviews:manage.linksHint")} of={["save", "links"]}>
        <LongText name="links" defaultValue={system.links} maxLength={4000} dir="auto" rows={3} />
      </Field>
    </>
  );
}
