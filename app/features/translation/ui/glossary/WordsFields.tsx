import { longestNote } from "~/features/translation/domain/glossaryLimits";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";
import { EditForm, type FieldValues } from "~/ui/forms/EditForm";
import { Field, LongText, Submit, type Typed } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";

export type EditedWords = {
  readonly language: ContentLanguage;
  /** The revision. */
  readonly seen: string;
  readonly wanted: string;
  readonly avoided: string;
  readonly note: string;
};

/** What a term is called in a language, and what not. */
export function WordsFields({
  intent,
  begun,
  language,
  isNeeded = false,
}: {
  intent: string;
  begun?: EditedWords;
  language: ContentLanguage;
  isNeeded?: boolean;
}) {
  const { t } = useWords();
  const own = { lang: language, dir: directionOf(language) };
  return (
    <>
      <Field
        label={t("translation:glossary.wanted")}
        hint={t("translation:glossary.wantedHint")}
        of={[intent, "wanted"]}
      >
        <LongText
          {...own}
          name="wanted"
          defaultValue={begun?.wanted}
          rows={2}
          maxLength={2600}
          required={isNeeded}
        />
      </Field>
      <Field label={t("translation:glossary.avoided")} of={[intent, "avoided"]}>
        <LongText {...own} name="avoided" defaultValue={begun?.avoided} rows={2} maxLength={2600} />
      </Field>
      <Field label={t("translation:glossary.note")} of={[intent, "note"]}>
        <LongText name="note" defaultValue={begun?.note} rows={2} maxLength={longestNote} dir="auto" />
      </Field>
    </>
  );
}

/** Where somebody says what a term is called in a language. */
export function WordsForm({ words, isSource }: { words: EditedWords; isSource: boolean }) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  const { language } = words;
  const read = (typed: Typed): EditedWords => ({
    language,
    seen: typed.revision ?? "",
    wanted: typed.wanted ?? "",
    avoided: typed.avoided ?? "",
    note: typed.note ?? "",
  });
  const facts = (one: EditedWords): FieldValues => [
    [t("translation:glossary.wanted"), one.wanted],
    [t("translation:glossary.avoided"), one.avoided],
    [t("translation:glossary.note"), one.note],
  ];
  return (
    <details className="more">
      <summary>
        <span lang={language}>{nameOf(language)}</span>
      </summary>
      {isSource && <p className="quiet small measure">{t("translation:glossary.sourceHint")}</p>}
      <EditForm
        intent="save"
        which={["language", language]}
        row={words}
        seenAs="revision"
        read={read}
        facts={facts}
        actions={
          <Submit intent="save" kind="q mini">
            {t("common:save")}
          </Submit>
        }
      >
        {(begun) => <WordsFields intent="save" begun={begun} language={language} />}
      </EditForm>
    </details>
  );
}
