import type { boardVerdicts } from "~/features/release/domain/gates";
import { useWords } from "~/i18n";
import { Choice, Field, Group, LongText, type Typed, useTyped } from "~/ui/forms/forms";
import { Day } from "~/ui/text/Moment";

type Said = {
  readonly decision: (typeof boardVerdicts)[number];
  readonly reasons: string;
  readonly decidedBy: string;
  readonly decidedOn: string;
};

/** A decision as it was filled in and waits to be confirmed. */
export function DecisionSaid({ said }: { readonly said: Said }) {
  const { t } = useWords();
  return (
    <>
      <p>
        <strong>
          {t(said.decision === "approved" ? "release:manage.approve" : "release:manage.sendBack")}
        </strong>
      </p>
      <p className="pre-line" dir="auto">
        {said.reasons}
      </p>
      <p className="small quiet">
        <bdi>{said.decidedBy}</bdi> · <Day at={said.decidedOn} />
      </p>
    </>
  );
}

/** What was decided, why, by whom and when. */
export function DecisionFields({ today, intent }: { readonly today: string; readonly intent: string }) {
  const { t } = useWords();
  const typed: Typed = useTyped(intent) ?? {};
  const { decision } = typed;
  return (
    <div className="act-fields">
      <Group legend={t("release:decisionTitle")} of={[intent, "decision"]}>
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
      <Field label={t("release:manage.reasons")} hint={t("drafts:field.markdown")} of={[intent, "reasons"]}>
        <LongText name="reasons" defaultValue={typed.reasons} required maxLength={10_000} dir="auto" />
      </Field>
      <div className="row">
        <Field label={t("release:manage.by")} of={[intent, "decidedBy"]}>
          <input name="decidedBy" defaultValue={typed.decidedBy} required maxLength={200} dir="auto" />
        </Field>
        <Field label={t("release:manage.on")} of={[intent, "decidedOn"]}>
          <input name="decidedOn" type="date" required defaultValue={typed.decidedOn ?? today} />
        </Field>
      </div>
    </div>
  );
}
