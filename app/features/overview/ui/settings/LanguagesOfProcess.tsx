import { useWords } from "~/i18n";
import { Field, Tick } from "~/ui/forms/forms";
import { useLanguageName, useWrittenLanguages } from "~/ui/forms/languages/languageName";

/** In which languages a process is written and translated, and what becomes of those that are taken away. */
export function LanguagesOfProcess({
  chosen,
  translated,
}: {
  chosen: readonly string[];
  /** How many texts are translated, by language: of those that were taken away, too. */
  translated: readonly { readonly language: string; readonly name: string; readonly count: number }[];
}) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  const texts = new Map(translated.map((one) => [one.language, one]));
  const offered = useWrittenLanguages([...chosen, ...texts.keys()]);
  const labelOf = (language: string) => {
    const of = texts.get(language);
    if (of) return t("overview:field.translatedTexts", { language: of.name, count: of.count });
    return <span lang={language}>{nameOf(language)}</span>;
  };
  return (
    <>
      <fieldset className="field">
        <legend>{t("overview:field.languages")}</legend>
        <p className="quiet small measure">{t("overview:field.languagesLead")}</p>
        <div className="ticks">
          {offered.map((one) => (
            <Tick key={one} name="languages" value={one} label={labelOf(one)} on={chosen.includes(one)} />
          ))}
        </div>
      </fieldset>
      <Field
        label={t("overview:field.moreLanguages")}
        hint={t("overview:field.moreLanguagesHint")}
        of={["process", "more"]}
      >
        <input name="more" maxLength={1000} dir="auto" />
      </Field>
    </>
  );
}
