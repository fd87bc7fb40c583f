import { isMore, type ProcessRole, processRoles } from "~/features/membership/domain/roles";
import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

type Person = { readonly id: string; readonly role: ProcessRole; readonly isYou: boolean };

/** What organizers can do about somebody; what it means stands above each button. */
export function ChangePerson({ person: { id, role, isYou } }: { person: Person }) {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{t("profile:members.change")}</summary>
      {processRoles
        .filter((other) => other !== role)
        .map((other) => (
          <PostForm key={other}>
            <p>{t(`profile:members.means.${other}`)}</p>
            <input type="hidden" name="person" value={id} />
            <input type="hidden" name="role" value={other} />
            {!isYou && isMore(role, other) && (
              <Field label={t("profile:members.words")} of={["role", "words"]}>
                <LongText name="words" maxLength={1000} rows={2} dir="auto" />
              </Field>
            )}
            <div className="actions">
              <Submit intent="role" kind="q mini">
                {t(`profile:members.make.${other}`)}
              </Submit>
            </div>
          </PostForm>
        ))}
      {!isYou && (
        <PostForm>
          <p>{t("profile:members.means.removed")}</p>
          <input type="hidden" name="person" value={id} />
          <Field label={t("profile:members.words")} of={["remove", "words"]}>
            <LongText name="words" maxLength={1000} rows={2} dir="auto" />
          </Field>
          <div className="actions">
            <Submit intent="remove" kind="danger">
              {t("profile:members.remove")}
            </Submit>
          </div>
        </PostForm>
      )}
    </details>
  );
}
