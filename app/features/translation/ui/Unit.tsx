import { WordDiff } from "~/features/drafts/ui/WordDiff";
import type { TranslationUnit } from "~/features/translation/services/translationPage.server";
import { TermsBeside } from "~/features/translation/ui/glossary/TermsBeside";
import { Remembered } from "~/features/translation/ui/Remembered";
import { PartTogether } from "~/features/translation/ui/Together";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";
import { cut } from "~/kernel/text/cut";
import { AsTyped, Field, LongText, Submit } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { PostForm } from "~/ui/forms/PostForm";

/** A unit of a text beside its translation, which translators write and review. */
export function Unit({
  base,
  unit,
  from,
  into,
  mayEdit,
  hasMachine,
}: {
  base: string;
  unit: TranslationUnit;
  from: ContentLanguage;
  into: ContentLanguage;
  mayEdit: boolean;
  hasMachine: boolean;
}) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  return (
    <section className="unit" id={`u-${unit.id}`} aria-label={unit.source.heading || unit.id}>
      {unit.isOfMachine && unit.state !== "machine" && (
        <p className="quiet small">{t("translation:machine.was")}</p>
      )}
      <p className={`small ${unit.state === "stale" ? "frag" : "quiet"}`}>
        {t(`translation:state.${unit.state}`)}
      </p>
      {unit.since.map(({ name, words }) => (
        <div key={name}>
          <p className="quiet small">{t("translation:since")}</p>
          <WordDiff parts={words} language={from} />
        </div>
      ))}
      {unit.sentBack && (
        <div className="notice">
          <p>{t("translation:sentBack")}</p>
          <blockquote dir="auto">{unit.sentBack}</blockquote>
        </div>
      )}
      {unit.instead.length > 0 && (
        <div>
          <p className="quiet small">{t("translation:instead")}</p>
          {unit.instead.map(({ name, words }) => (
            <WordDiff key={name} parts={words} language={into} />
          ))}
        </div>
      )}
      <PartTogether unit={unit.id}>
        <PostForm preventScrollReset>
          <input type="hidden" name="unit" value={unit.id} />
          <input type="hidden" name="revision" value={unit.revision} />
          {Object.entries(unit.source).map(([name, source]) =>
            source === "" ? null : (
              <div className="two" key={name}>
                <p className="pre" lang={from} dir={directionOf(from)}>
                  {source}
                </p>
                {mayEdit ? (
                  <AsTyped>
                    <LongText
                      name={`texts.${name}`}
                      defaultValue={ownValue(unit.texts, name) ?? ""}
                      lang={into}
                      dir={directionOf(into)}
                      rows={Math.min(14, 1 + Math.ceil(source.length / 48))}
                      aria-label={t("common:labelled", { label: nameOf(into), value: cut(source, 60) })}
                    />
                  </AsTyped>
                ) : (
                  <p className="pre" lang={into} dir={directionOf(into)}>
                    {ownValue(unit.texts, name) ?? (
                      <span className="quiet">{t("common:translation.missing")}</span>
                    )}
                  </p>
                )}
              </div>
            ),
          )}
          {mayEdit && (
            <div className="actions">
              <Submit intent="save" kind="q mini">
                {t("common:save")}
              </Submit>
            </div>
          )}
        </PostForm>
      </PartTogether>
      {mayEdit && unit.state === "machine" && (
        <p className="notice warn">{t("translation:machine.unread")}</p>
      )}
      {mayEdit && hasMachine && (unit.state === "missing" || unit.state === "stale") && (
        <PostForm preventScrollReset className="actions">
          <input type="hidden" name="unit" value={unit.id} />
          <input type="hidden" name="revision" value={unit.revision} />
          <Submit intent="machine" kind="q mini">
            {t("translation:machine.suggest")}
          </Submit>
        </PostForm>
      )}
      {mayEdit && <TermsBeside base={base} unit={unit} from={from} into={into} />}
      {mayEdit && <Remembered unit={unit} from={from} into={into} />}
      {mayEdit && unit.state === "draft" && (
        <PostForm preventScrollReset>
          <input type="hidden" name="unit" value={unit.id} />
          <input type="hidden" name="revision" value={unit.revision} />
          {unit.isOwn ? (
            <p className="quiet small">{t("translation:second")}</p>
          ) : (
            <Submit intent="review" kind="mini">
              {t("translation:review")}
            </Submit>
          )}
        </PostForm>
      )}
      {mayEdit && unit.state === "draft" && !unit.isOwn && (
        <details className="more">
          <summary>{t("translation:sendBack.title")}</summary>
          <PostForm preventScrollReset>
            <input type="hidden" name="unit" value={unit.id} />
            <input type="hidden" name="revision" value={unit.revision} />
            <Field label={t("translation:sendBack.note")} of={["sendBack", "note"]}>
              <LongText name="note" maxLength={2000} rows={2} required dir="auto" />
            </Field>
            <div className="actions">
              <Submit intent="sendBack" kind="q mini">
                {t("translation:sendBack.do")}
              </Submit>
            </div>
          </PostForm>
        </details>
      )}
    </section>
  );
}
