import { StanceField } from "~/features/comments/ui/CommentFields";
import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/**
 * Makes a numbered comment on a clause of what was said: one click opens it, the second does it. The
 * clause that was on display is chosen already.
 */
export function CarryForm({
  what,
  choices,
}: {
  what: string;
  choices: {
    readonly draft: string | null;
    readonly clauses: readonly { readonly id: string; readonly title: string }[];
    readonly shown: string | null;
  };
}) {
  const { t } = useWords();
  if (!choices.draft) return null;
  return (
    <details className="more no-print">
      <summary className="small">{t("townhalls:carry.title")}</summary>
      <PostForm>
        <input type="hidden" name="what" value={what} />
        <Field label={t("townhalls:carry.clause", { label: choices.draft })} of={["carry", "clause"]}>
          <select
            name="clause"
            required
            defaultValue={choices.shown ? `${choices.draft}:${choices.shown}` : undefined}
          >
            {choices.clauses.map(({ id, title }) => (
              <option key={id} value={`${choices.draft}:${id}`}>
                {title}
              </option>
            ))}
          </select>
        </Field>
        <StanceField />
        <Submit intent="carry" kind="q mini">
          {t("townhalls:carry.do")}
        </Submit>
      </PostForm>
    </details>
  );
}
