import { gateKinds } from "~/features/release/domain/gates";
import { useWords } from "~/i18n";
import { EditForm, type FieldValues } from "~/ui/forms/EditForm";
import { Field, Submit, type Typed, useTyped } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export type Edited = {
  readonly id: string;
  readonly title: string;
  readonly kind: (typeof gateKinds)[number];
  /** As it was typed, it may be no number. */
  readonly least: number | string;
  readonly dueOn: string;
  /** Why it is declared or changed. */
  readonly reason: string;
  readonly seen: string;
};

const readGate = (typed: Typed): Edited => ({
  id: typed.id ?? "",
  title: typed.title ?? "",
  kind: gateKinds.find((kind) => kind === typed.kind) ?? gateKinds[0],
  least: typed.least ?? "",
  dueOn: typed.dueOn ?? "",
  reason: typed.reason ?? "",
  seen: typed.seen ?? "",
});

export function GateForm({ gate, asks }: { readonly gate: Edited; readonly asks: boolean }) {
  const { t } = useWords();
  const isNew = gate.id === "";
  const facts = (one: Edited): FieldValues => [
    [t("common:field.title"), one.title],
    [t("release:manage.kind"), t(`release:manage.kindOf.${one.kind}`)],
    [t("release:manage.least"), String(one.least)],
    [t("release:manage.dueOn"), one.dueOn],
  ];
  return (
    <EditForm
      intent="gate"
      which={["id", gate.id]}
      row={gate}
      read={readGate}
      facts={facts}
      actions={
        <Submit intent="gate" kind={isNew ? "" : "q"}>
          {asks ? t("confirmations:ask") : isNew ? t("common:add") : t("common:save")}
        </Submit>
      }
    >
      {(begun) => <GateFields gate={begun} isNew={isNew} />}
    </EditForm>
  );
}

/** Takes a gate away, with the reason that stays in its history. */
export function RemoveGate({ id, asks }: { readonly id: string; readonly asks: boolean }) {
  const { t } = useWords();
  const typed = useTyped("remove", ["id", id]);
  return (
    <PostForm className="section">
      <input type="hidden" name="id" value={id} />
      <Field label={t("release:manage.removeReason")} of={["remove", "reason"]}>
        <input name="reason" defaultValue={typed?.reason} required maxLength={500} dir="auto" />
      </Field>
      <div className="actions">
        <Submit intent="remove" kind="danger mini">
          {t(asks ? "confirmations:ask" : "common:remove")}
        </Submit>
      </div>
    </PostForm>
  );
}

function GateFields({ gate, isNew }: { gate: Edited; isNew: boolean }) {
  const { t } = useWords();
  return (
    <>
      <div className="row">
        <Field label={t("common:field.title")} of={["gate", "title"]}>
          <input name="title" defaultValue={gate.title} required maxLength={160} dir="auto" />
        </Field>
        <Field label={t("release:manage.kind")}>
          <select name="kind" defaultValue={gate.kind}>
            {gateKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`release:manage.kindOf.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("release:manage.least")} hint={t("release:manage.leastHint")} of={["gate", "least"]}>
          <input name="least" type="number" min={1} defaultValue={gate.least} />
        </Field>
        <Field label={t("release:manage.dueOn")} of={["gate", "dueOn"]}>
          <input name="dueOn" type="date" required defaultValue={gate.dueOn} />
        </Field>
      </div>
      <Field label={t("release:manage.reason")} hint={t("release:manage.reasonHint")} of={["gate", "reason"]}>
        <input name="reason" defaultValue={gate.reason} required={!isNew} maxLength={500} dir="auto" />
      </Field>
    </>
  );
}
