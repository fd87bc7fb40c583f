import { commentStates, commentTypes } from "~/features/comments/domain/comment";
import type { CommentAsked } from "~/features/comments/domain/commentFilter";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";

type Props = {
  readonly filter: CommentAsked;
  /** How many there are of each, where that is told. */
  readonly counts: { readonly byState: Numbers; readonly byType: Numbers };
  readonly groups: readonly { readonly key: string; readonly title: string }[];
  readonly isSignedIn: boolean;
};
type Numbers = Readonly<Record<string, number>>;

/** By what the comments of a version are filtered, beside its text and in their list. */
export function CommentFilterFields({ filter, counts, groups, isSignedIn }: Props) {
  const { t, format } = useWords();
  const counted = (label: string, count: number | undefined) => `${label} (${format.number(count ?? 0)})`;
  return (
    <>
      <Field label={t("discussion:comments.filter.state")}>
        <select name="state" defaultValue={filter.state ?? ""}>
          <option value="">{t("discussion:comments.filter.all")}</option>
          {commentStates.map((state) => (
            <option key={state} value={state}>
              {counted(t(`comments:state.${state}`), counts.byState[state])}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("discussion:comments.filter.kind")}>
        <select name="kind" defaultValue={filter.kind ?? ""}>
          <option value="">{t("discussion:comments.filter.all")}</option>
          <option value="suggestion">{t("discussion:comments.filter.suggestions")}</option>
          <option value="comment">{t("discussion:comments.filter.comments")}</option>
        </select>
      </Field>
      <Field label={t("discussion:comments.filter.type")}>
        <select name="type" defaultValue={filter.type ?? ""}>
          <option value="">{t("discussion:comments.filter.all")}</option>
          {commentTypes.map((type) => (
            <option key={type} value={type}>
              {counted(t(`comments:type.${type}`), counts.byType[type])}
            </option>
          ))}
        </select>
      </Field>
      {groups.length > 0 && (
        <Field label={t("discussion:comments.filter.group")}>
          <select name="group" defaultValue={filter.group ?? ""}>
            <option value="">{t("discussion:comments.filter.all")}</option>
            {groups.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </Field>
      )}
      {isSignedIn && (
        <label className="check">
          <input type="checkbox" name="mine" value="yes" defaultChecked={filter.mine === true} />{" "}
          {t("discussion:comments.filter.mine")}
        </label>
      )}
    </>
  );
}
