import { useWords } from "~/i18n";
import { Choice, Field, Group, LongText, type Typed, useTyped } from "~/ui/forms/forms";

/** What was decided, why, by whom and when. */
export function DecisionFields({ today }: { today: string }) {
  const { t } = useWords();
  const typed: Typed = useTyped("decide") ?? {};
  const { decision } = typed;
  return (
    <div className="act-fields">
      <Group legend={t("release:decisionTitle")} of={["decide", "decision"]}>
        <Choice
          name="decision"
          value="approved"
          label={t("release:manage.approve")}
          on={decision === "approved"}
        />
        <Choice
          name="decision"
          value="sent-back"
          label={t("release:manage.sendBack")}
          on={decision !== "approved"}
        />
      </Group>
      <Field label={t("release:manage.reasons")} hint={t("drafts:field.markdown")} of={["decide", "reasons"]}>
        <LongText name="reasons" defaultValue={typed.reasons} required maxLength={10_000} dir="auto" />
      </Field>
      <div className="row">
        <Field label={t("release:manage.by")} of={["decide", "decidedBy"]}>
          <input name="decidedBy" defaultValue={typed.decidedBy} required maxLength={200} dir="auto" />
        </Field>
        <Field label={t("release:manage.on")} of={["decide", "decidedOn"]}>
          <input name="decidedOn" type="date" required defaultValue={typed.decidedOn ?? today} />
        </Field>
      </div>
    </div>
  );
}
