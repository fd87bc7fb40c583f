import type { PlanData } from "~/features/representation/ui/manage/data";
import { useWords } from "~/i18n";
import { EditForm } from "~/ui/forms/EditForm";
import { Field, LongText, Submit } from "~/ui/forms/forms";

/** What a process asks people about themselves beyond what every process asks. */
export function OwnQuestions({ data }: { data: PlanData }) {
  const { t, language } = useWords();
  return (
    <section className="section measure" aria-labelledby="own">
      <h2 id="own">{t("representation:manage.own")}</h2>
      <p className="quiet">{t("representation:manage.ownLead")}</p>
      <EditForm
        intent="questions"
        row={{ seen: data.seen.questions, questions: data.questions }}
        read={({ seen = "", questions = "" }) => ({ seen, questions })}
        facts={({ questions }) => [[t("representation:manage.ownLines"), questions]]}
        actions={<Submit intent="questions">{t("common:save")}</Submit>}
      >
        {({ questions }) => (
          <>
            <input type="hidden" name="language" value={language} />
            <Field
              label={t("representation:manage.ownLines")}
              hint={t("representation:manage.ownHint")}
              of={["questions", "questions"]}
            >
              <LongText name="questions" className="code" rows={10} defaultValue={questions} />
            </Field>
          </>
        )}
      </EditForm>
    </section>
  );
}
