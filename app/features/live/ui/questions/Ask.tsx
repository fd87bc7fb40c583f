import { useState } from "react";
import { type GroupNames, SpeaksAs } from "~/features/comments/ui/SpeaksAs";
import { ActForm } from "~/features/live/ui/ActForm";
import { useKey } from "~/features/live/ui/parts/useKey";
import { useWords } from "~/i18n";
import { Field, LongText } from "~/ui/forms/forms";
import { LanguageField } from "~/ui/forms/languages/LanguageField";

/** Asking the meeting something. */
export function Ask({ groups, formKey }: { groups: GroupNames; formKey: string }) {
  const { t, language } = useWords();
  const [isTaken, setTaken] = useState(false);
  const [key, renew] = useKey(formKey);
  return (
    <ActForm
      name="ask"
      fields={{ key }}
      className="note no-print"
      onDone={() => {
        setTaken(true);
        renew();
      }}
    >
      <h3 id="ask">{t("live:question.ask")}</h3>
      <Field label={t("live:question.yours")} of={["ask", "body"]}>
        <LongText name="body" required maxLength={2000} dir="auto" rows={3} />
      </Field>
      <div className="row">
        <SpeaksAs groups={groups} />
        <LanguageField />
      </div>
      <div className="actions">
        <button type="submit" className="btn q">
          {t("live:question.do")}
        </button>
      </div>
      {isTaken && (
        <p className="quiet small" role="status" lang={language}>
          {t("live:question.asked")}
        </p>
      )}
    </ActForm>
  );
}
