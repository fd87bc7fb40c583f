import { useWords } from "~/i18n";
import { Choice, Field, Group, LongText, Submit, type Typed, useTyped } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export function DecisionForm({
  undecided,
  today,
}: {
  undecided: readonly { readonly number: number; readonly meeting: string; readonly draft: string }[];
  today: string;
}) {
  const { t } = useWords();
  const typed: Typed = useTyped("decide") ?? {};
  const { decision } = typed;
  return (
    <PostForm>
      <Field label={t("release:manage.onSnapshot")}>
        <select name="snapshot" defaultValue={typed.snapshot}>
          {undecided.map((one) => (
            <option key={one.number} value={one.number}>
              {one.meeting} · {one.draft}
            </option>
          ))}
        </select>
      </Field>
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
      <div className="actions">
        <Submit intent="decide">{t("release:manage.record")}</Submit>
      </div>
    </PostForm>
  );
}
