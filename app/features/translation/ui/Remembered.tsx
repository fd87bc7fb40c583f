import type { MouseEvent } from "react";
import { WordDiff } from "~/features/drafts/ui/WordDiff";
import type { TranslationUnit } from "~/features/translation/services/translationPage.server";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";
import { Submit } from "~/ui/forms/forms";
import { setText } from "~/ui/forms/kept/formFields";
import { PostForm } from "~/ui/forms/PostForm";

/**
 * What was translated before of what a unit says. Taken, it stands in the form beside, where what somebody typed elsewhere stays; where
 * no script runs, it is stored with what the unit has of other fields. Either way a second person reviews it.
 */
export function Remembered({
  unit,
  from,
  into,
}: {
  unit: TranslationUnit;
  from: ContentLanguage;
  into: ContentLanguage;
}) {
  const { t, format } = useWords();
  if (unit.remembered.length === 0) return null;
  return (
    <section className="note" aria-label={t("translation:memory.title")}>
      <p className="quiet small">{t("translation:memory.title")}</p>
      <ul className="clean">
        {unit.remembered.map(({ name, target, likeness, words, from: place }) => (
          <li key={`${name} ${target}`}>
            <p className="quiet small">
              {likeness === 100
                ? t("translation:memory.same", { place })
                : t("translation:memory.alike", { share: format.percent(likeness / 100), place })}
            </p>
            {words.length > 0 && <WordDiff parts={words} language={from} />}
            <p className="pre" lang={into} dir={directionOf(into)}>
              {target}
            </p>
            <PostForm preventScrollReset>
              <input type="hidden" name="unit" value={unit.id} />
              <input type="hidden" name="revision" value={unit.revision} />
              {Object.entries({ ...unit.texts, [name]: target }).map(([field, text]) => (
                <input key={field} type="hidden" name={`texts.${field}`} value={text} />
              ))}
              <div className="actions" onClickCapture={(event) => putIntoForm(event, name, target)}>
                <Submit intent="save" kind="q mini">
                  {t("translation:memory.take")}
                </Submit>
              </div>
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Puts a text into the field of its unit, as if it had been typed there. */
function putIntoForm(event: MouseEvent<HTMLElement>, name: string, text: string) {
  const field = event.currentTarget
    .closest(".unit")
    ?.querySelector<HTMLTextAreaElement>(`textarea[name="texts.${name}"]`);
  if (!field) return;
  event.preventDefault();
  event.stopPropagation();
  setText(field, text);
  field.focus();
}
