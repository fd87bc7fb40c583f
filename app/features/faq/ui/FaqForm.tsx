import { useWords } from "~/i18n";
import { wholeNumber } from "~/kernel/wholeNumber";
import { EditForm, type FieldValues } from "~/ui/forms/EditForm";
import { Field, LongText, Submit, type Typed } from "~/ui/forms/forms";

export type Edited = {
  number: number | null;
  /** Its revision. */
  seen: string;
  question: string;
  answer: string;
  clauseIds: readonly string[];
};

const readEntry = (typed: Typed): Edited => ({
  number: wholeNumber(typed.entry ?? ""),
  seen: typed.revision ?? "",
  question: typed.question ?? "",
  answer: typed.answer ?? "",
  clauseIds: typed.clauses?.split("\n") ?? [],
});

export function FaqForm({
  entry,
  clauses,
}: {
  entry: Edited;
  clauses: readonly { id: string; name: string }[];
}) {
  const { t, format } = useWords();
  const facts = (one: Edited): FieldValues => [
    [t("faq:question"), one.question],
    [t("faq:answer"), one.answer],
    [
      t("faq:clauses"),
      format.list(clauses.filter(({ id }) => one.clauseIds.includes(id)).map(({ name }) => name)),
    ],
  ];
  return (
    <EditForm
      intent="save"
      which={["entry", String(entry.number ?? "")]}
      row={entry}
      seenAs="revision"
      read={readEntry}
      facts={facts}
      actions={
        <Submit intent="save" kind={entry.number === null ? "" : "q mini"}>
          {entry.number === null ? t("common:add") : t("common:save")}
        </Submit>
      }
    >
      {(begun) => <FaqFields entry={begun} clauses={clauses} />}
    </EditForm>
  );
}

function FaqFields({ entry, clauses }: Parameters<typeof FaqForm>[0]) {
  const { t } = useWords();
  return (
    <>
      <Field label={t("faq:question")} of={["save", "question"]}>
        <input name="question" defaultValue={entry.question} required maxLength={400} dir="auto" />
      </Field>
      <Field label={t("faq:answer")} hint={t("drafts:field.markdown")} of={["save", "answer"]}>
        <LongText name="answer" defaultValue={entry.answer} required maxLength={20_000} dir="auto" />
      </Field>
      <Field label={t("faq:clauses")} hint={t("faq:clausesHint")}>
        <select name="clauses" multiple size={6} defaultValue={[...entry.clauseIds]}>
          {clauses.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}
