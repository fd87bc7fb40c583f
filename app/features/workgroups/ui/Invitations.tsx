import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

type Invitation = {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly role: "member" | "facilitator" | "participant" | "organizer";
  readonly affiliated: boolean;
  readonly isAccepted: boolean;
  readonly workgroup: string | null;
};

/** Who was invited, as what, and whether they came; those who did not can be uninvited. */
export function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="sent">
      <h2 id="sent">{t("workgroups:people.list")}</h2>
      {invitations.length === 0 && <p className="quiet">{t("workgroups:people.none")}</p>}
      <ul className="clean">
        {invitations.map((one) => (
          <li key={one.id}>
            <PostForm className="actions">
              <input type="hidden" name="id" value={one.id} />
              <span>
                <bdi>{one.name ? `${one.name} <${one.email}>` : one.email}</bdi>
                <br />
                <span className="quiet small">
                  {t(`membership:role.${one.role}`)}
                  {one.workgroup && (
                    <>
                      , <bdi>{one.workgroup}</bdi>
                    </>
                  )}
                  {one.affiliated && <> · {t("workgroups:people.affiliatedShort")}</>} ·{" "}
                  {one.isAccepted ? t("workgroups:people.accepted") : t("workgroups:people.waiting")}
                </span>
              </span>
              {!one.isAccepted && (
                <Submit intent="revoke" kind="q mini">
                  {t("workgroups:people.revoke")}
                </Submit>
              )}
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
