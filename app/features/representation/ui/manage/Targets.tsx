import type { PlanData } from "~/features/representation/ui/manage/data";
import { useWords } from "~/i18n";
import { EditForm } from "~/ui/forms/EditForm";
import { Field, LongText, Submit } from "~/ui/forms/forms";

/** The shares of groups, regions and languages that are wanted, a line each, and why. */
export function Targets({ data }: { data: PlanData }) {
  const { t, language } = useWords();
  return (
    <section className="section measure" aria-labelledby="targets">
      <h2 id="targets">{t("representation:manage.targets")}</h2>
      <EditForm
        intent="targets"
        row={{ seen: data.seen.targets, targets: data.targets, note: data.note }}
        read={({ seen = "", targets = "", note = "" }) => ({ seen, targets, note })}
        facts={({ targets, note }) => [
          [t("representation:manage.targetLines"), targets],
          [t("representation:manage.note"), note],
        ]}
        actions={<Submit intent="targets">{t("common:save")}</Submit>}
      >
        {({ targets, note }) => (
          <>
            <input type="hidden" name="language" value={language} />
            <Field
              label={t("representation:manage.targetLines")}
              hint={t("representation:manage.targetHint")}
              of={["targets", "targets"]}
            >
              <LongText name="targets" className="code" rows={8} defaultValue={targets} />
            </Field>
            <Field label={t("representation:manage.note")} of={["targets", "note"]}>
              <LongText name="note" rows={3} defaultValue={note} maxLength={1000} dir="auto" />
            </Field>
          </>
        )}
      </EditForm>
    </section>
  );
}
