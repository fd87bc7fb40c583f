import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { LanguageField } from "~/ui/forms/LanguageField";
import { PostForm } from "~/ui/forms/PostForm";

/** What was said at a meeting, pasted as text; `typed` is what was refused. */
export function TranscriptForm({ passages, typed }: { passages: number; typed: string }) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="transcript">
      <h2 id="transcript">{t("townhalls:manage.transcript")}</h2>
      {passages > 0 && <p>{t("townhalls:manage.passages", { count: passages })}</p>}
      <PostForm className="note">
        <Field
          label={t("townhalls:manage.transcriptText")}
          hint={t("townhalls:manage.transcriptHint")}
          of={["transcript", "transcript"]}
        >
          <LongText
            name="transcript"
            required
            rows={10}
            maxLength={1_500_000}
            defaultValue={typed}
            dir="auto"
          />
        </Field>
        <div className="row">
          <LanguageField />
        </div>
        <Submit intent="transcript" kind="q">
          {t("townhalls:manage.transcriptDo")}
        </Submit>
      </PostForm>
    </section>
  );
}
