import type { SpokenLanguage } from "~/features/accounts/services/places.server";
import { LanguageTicks } from "~/features/accounts/ui/LanguageTicks";
import { callKinds } from "~/features/calls/domain/calls";
import { useWords } from "~/i18n";
import { wholeNumber } from "~/kernel/wholeNumber";
import { EditForm, type FieldValues } from "~/ui/forms/EditForm";
import { Field, LongText, Submit, Tick, type Typed } from "~/ui/forms/forms";

export const tonguesIn = (missing: readonly string[]) =>
  missing.filter((one) => one.startsWith("language:")).map((one) => one.slice("language:".length));

export type Edited = {
  readonly call: number | null;
  readonly kind: (typeof callKinds)[number];
  readonly title: string;
  readonly body: string;
  readonly missing: readonly string[];
  readonly until: string;
  readonly seen: string;
};

const readCall = (typed: Typed): Edited => ({
  call: wholeNumber(typed.call ?? ""),
  kind: callKinds.find((kind) => kind === typed.kind) ?? callKinds[0],
  title: typed.title ?? "",
  body: typed.body ?? "",
  missing: typed.missing?.split("\n") ?? [],
  until: typed.until ?? "",
  seen: typed.seen ?? "",
});

export function CallForm({
  call,
  options,
  tongues,
  today,
}: {
  call: Edited;
  options: readonly { readonly value: string; readonly label: string }[];
  tongues: readonly SpokenLanguage[];
  today: string;
}) {
  const { t, format } = useWords();
  const nameOf = (one: string) =>
    options.find(({ value }) => value === one)?.label ??
    tongues.find(({ code }) => one === `language:${code}`)?.name ??
    one;
  const facts = (one: Edited): FieldValues => [
    [t("calls:for"), t(`calls:kind.${one.kind}`)],
    [t("calls:until"), one.until],
    [t("common:field.title"), one.title],
    [t("calls:asked"), one.body],
    [t("calls:missing"), format.list(one.missing.map(nameOf).sort())],
  ];
  return (
    <EditForm
      intent="save"
      which={["call", String(call.call ?? "")]}
      row={call}
      read={readCall}
      facts={facts}
      actions={
        <Submit intent="save" kind={call.call === null ? "" : "q"}>
          {call.call === null ? t("calls:publish") : t("common:save")}
        </Submit>
      }
    >
      {(begun) => <CallFields call={begun} options={options} tongues={tongues} today={today} />}
    </EditForm>
  );
}

function CallFields({ call, options, tongues, today }: Parameters<typeof CallForm>[0]) {
  const { t } = useWords();
  return (
    <>
      <div className="row">
        <Field label={t("calls:for")}>
          <select name="kind" defaultValue={call.kind}>
            {callKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`calls:kind.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("calls:until")} of={["save", "until"]}>
          <input
            name="until"
            type="date"
            min={call.call !== null && call.until < today ? call.until : today}
            defaultValue={call.until}
            required
          />
        </Field>
      </div>
      <Field label={t("common:field.title")} of={["save", "title"]}>
        <input name="title" defaultValue={call.title} required maxLength={160} dir="auto" />
      </Field>
      <Field label={t("calls:asked")} hint={t("drafts:field.markdown")} of={["save", "body"]}>
        <LongText name="body" defaultValue={call.body} required maxLength={10_000} dir="auto" />
      </Field>
      <fieldset className="field">
        <legend>{t("calls:missing")}</legend>
        <div className="ticks">
          {options.map(({ value, label }) => (
            <Tick key={value} name="missing" value={value} label={label} on={call.missing.includes(value)} />
          ))}
        </div>
        <details className="more" open={tonguesIn(call.missing).length > 0}>
          <summary>{t("calls:languages")}</summary>
          <LanguageTicks
            name="missing"
            tongues={tongues}
            chosen={tonguesIn(call.missing)}
            prefix="language:"
          />
        </details>
      </fieldset>
    </>
  );
}
