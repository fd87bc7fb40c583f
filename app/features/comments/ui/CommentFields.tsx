import { commentTypes, stances } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { OtherLanguage } from "~/ui/forms/languages/LanguageField";
import { WrittenOptions } from "~/ui/forms/options";

export type Passage = { readonly quote: string; readonly start: number; readonly end: number };

export type Closed = { readonly base: string; readonly label: string; readonly newest: string | null };

/** What a form of a comment or a suggestion is about, where it says so without being asked. */
export function AboutFields({
  clause,
  passage,
  shownIn,
  closed,
}: {
  clause: string | null;
  passage: Passage | null;
  shownIn: string;
  /** Where its version takes no comments any more. */
  closed: Closed | null | undefined;
}) {
  return (
    <>
      {closed?.newest && <input type="hidden" name="readIn" value={closed.label} />}
      <input type="hidden" name="clause" value={clause ?? ""} />
      <input type="hidden" name="quote" value={passage?.quote ?? ""} />
      <input type="hidden" name="start" value={passage?.start ?? 0} />
      <input type="hidden" name="end" value={passage?.end ?? 0} />
      <input type="hidden" name="shownIn" value={shownIn} />
    </>
  );
}

/** Of which type a comment is, for whom it speaks, and in which language it is. */
export function KindFields({
  type,
  groups,
}: {
  type: (typeof commentTypes)[number];
  groups: readonly { readonly key: string; readonly title: string }[];
}) {
  const { t, language } = useWords();
  return (
    <div className="row">
      <Field label={t("comments:form.type")}>
        <select name="type" defaultValue={type}>
          {commentTypes.map((one) => (
            <option key={one} value={one}>
              {t(`comments:type.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("comments:form.speaksAs")}>
        <select name="speaksAs" defaultValue="">
          <option value="">{t("comments:form.nobody")}</option>
          {groups.map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("comments:form.language")}>
        <select name="language" defaultValue={language}>
          <WrittenOptions />
        </select>
      </Field>
      <OtherLanguage />
    </div>
  );
}

/** Whether somebody supports what they comment on. */
export function StanceField() {
  const { t } = useWords();
  return (
    <Field label={t("comments:form.stance")}>
      <select name="stance" defaultValue="neutral">
        {stances.map((stance) => (
          <option key={stance} value={stance}>
            {t(`comments:stance.${stance}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}
