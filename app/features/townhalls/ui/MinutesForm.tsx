import { useWords } from "~/i18n";
import { type ContentLanguage, readTag } from "~/kernel/language/content";
import { EditForm, type FieldValues } from "~/ui/forms/EditForm";
import { Field, LongText, Submit, type Typed } from "~/ui/forms/forms";
import { OtherLanguage } from "~/ui/forms/languages/LanguageField";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { WrittenOptions } from "~/ui/forms/options";

type Minutes = {
  readonly text: string;
  readonly language: ContentLanguage;
  readonly recordingUrl: string;
  /** Their revision. */
  readonly seen: string;
};

const readMinutes = (typed: Typed): Minutes => ({
  text: typed.minutes ?? "",
  language: readTag(typed.language ?? "") ?? "en",
  recordingUrl: typed.recordingUrl ?? "",
  seen: typed.revision ?? "",
});

/** The minutes of a meeting and where its recording is. */
export function MinutesForm({ minutes }: { minutes: Minutes }) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  const facts = (one: Minutes): FieldValues => [
    [t("townhalls:manage.minutes"), one.text],
    [t("common:search.language"), nameOf(one.language)],
    [t("live:recording"), one.recordingUrl],
  ];
  return (
    <EditForm
      intent="minutes"
      row={minutes}
      seenAs="revision"
      read={readMinutes}
      facts={facts}
      actions={<Submit intent="minutes">{t("common:save")}</Submit>}
    >
      {(begun) => (
        <>
          <Field
            label={t("townhalls:manage.minutes")}
            hint={t("townhalls:manage.minutesHint")}
            of={["minutes", "minutes"]}
          >
            <LongText name="minutes" rows={14} maxLength={60_000} defaultValue={begun.text} dir="auto" />
          </Field>
          <div className="row">
            <Field label={t("common:search.language")}>
              <select name="language" defaultValue={begun.language}>
                <WrittenOptions also={begun.language} />
              </select>
            </Field>
            <OtherLanguage intent="minutes" />
            <Field label={t("live:recording")} of={["minutes", "recordingUrl"]}>
              <input
                name="recordingUrl"
                inputMode="url"
                maxLength={500}
                defaultValue={begun.recordingUrl}
                dir="ltr"
              />
            </Field>
          </div>
        </>
      )}
    </EditForm>
  );
}
