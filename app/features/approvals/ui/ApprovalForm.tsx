import { useWords } from "~/i18n";
import { regions } from "~/kernel/places/regions";
import { Field, Group, Refused, Submit, Tick, useTyped } from "~/ui/forms/forms";
import { MomentField } from "~/ui/forms/MomentField";
import { PostForm } from "~/ui/forms/PostForm";

export type ApprovalValues = {
  readonly title: string;
  readonly draft: string;
  readonly groupComparison: string;
  readonly groupThreshold: string;
  readonly leastSides: number | string;
  readonly leastTurnout: string;
  readonly regionThreshold: string;
  readonly regions: readonly string[];
  readonly totalComparison: string;
  readonly totalThreshold: string;
  readonly closesAt: string;
};

/** What an approval declares before it opens; or what was typed, where that was refused. */
export function ApprovalForm({
  intent,
  drafts,
  values: stored,
}: {
  intent: "draft" | "edit";
  drafts: readonly string[];
  values: ApprovalValues;
}) {
  const { t } = useWords();
  const values = { ...stored, ...useTyped(intent), regions: stored.regions };
  const comparisons = (name: "groupComparison" | "totalComparison") => (
    <select name={name} defaultValue={values[name]}>
      <option value="at-least">{t("approvals:manage.atLeast")}</option>
      <option value="more-than">{t("approvals:manage.moreThan")}</option>
    </select>
  );
  return (
    <PostForm>
      <Refused intent={intent} />
      <div className="row">
        <Field label={t("approvals:manage.title")} of={[intent, "title"]}>
          <input name="title" defaultValue={values.title} required maxLength={120} dir="auto" />
        </Field>
        <Field label={t("approvals:manage.draft")} of={[intent, "draft"]}>
          <select name="draft" defaultValue={values.draft}>
            {drafts.map((label) => (
              <option key={label} value={label}>
                {label}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <fieldset className="field">
        <legend>{t("approvals:manage.group")}</legend>
        <p className="hint">
          {t("approvals:manage.shareHint")} {t("approvals:manage.sidesHint")}
        </p>
        <div className="row">
          <Field label={t("approvals:manage.comparison")}>{comparisons("groupComparison")}</Field>
          <Field label={t("approvals:manage.threshold")} of={[intent, "groupThreshold"]}>
            <input name="groupThreshold" defaultValue={values.groupThreshold} required dir="ltr" size={6} />
          </Field>
          <Field label={t("approvals:manage.leastSides")} of={[intent, "leastSides"]}>
            <input name="leastSides" type="number" min={5} defaultValue={values.leastSides} required />
          </Field>
          <Field label={t("approvals:manage.leastTurnout")} of={[intent, "leastTurnout"]}>
            <input name="leastTurnout" defaultValue={values.leastTurnout} required dir="ltr" size={6} />
          </Field>
        </div>
      </fieldset>
      <Field
        label={t("approvals:manage.region")}
        hint={t("approvals:manage.regionHint")}
        of={[intent, "regionThreshold"]}
      >
        <input name="regionThreshold" defaultValue={values.regionThreshold} dir="ltr" size={6} />
      </Field>
      <Group legend={t("approvals:manage.regions")} of={[intent, "regions"]}>
        <div className="row">
          {regions.map((region) => (
            <Tick
              key={region}
              name="regions"
              value={region}
              label={t(`common:region.${region}`)}
              on={values.regions.includes(region)}
            />
          ))}
        </div>
      </Group>
      <fieldset className="field">
        <legend>{t("approvals:manage.total")}</legend>
        <div className="row">
          <Field label={t("approvals:manage.comparison")}>{comparisons("totalComparison")}</Field>
          <Field label={t("approvals:manage.threshold")} of={[intent, "totalThreshold"]}>
            <input name="totalThreshold" defaultValue={values.totalThreshold} required dir="ltr" size={6} />
          </Field>
        </div>
      </fieldset>
      <MomentField
        name="closesAt"
        label={t("votes:round.closesAt")}
        hint={t("votes:round.closesHint")}
        of={[intent, "closesAt"]}
        value={values.closesAt}
      />
      <div className="actions">
        <Submit intent={intent}>{t("common:save")}</Submit>
      </div>
    </PostForm>
  );
}
