import type { InvitationRole } from "~/features/workgroups/domain/invitationRoles";
import type { InvitationState } from "~/features/workgroups/services/sentInvitations.server";
import { useWords } from "~/i18n";
import { Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";

export type SentInvitation = {
  id: string;
  email: string;
  name: string;
  role: InvitationRole;
  affiliated: boolean;
  workgroup: string | null;
  state: InvitationState;
  mail: "due" | "taken" | "sent" | "failed";
  sentAt: Date;
  expiresAt: Date;
  cameAs: { name: string; address: string } | null;
};

/** Invitations with what became of each; those that still count can be sent again and taken back. */
export function InvitationList({ invitations }: { invitations: readonly SentInvitation[] }) {
  const { t } = useWords();
  return (
    <>
      <Refused intent="revoke" />
      <Refused intent="resend" />
      <Saved intent="resend">{t("workgroups:people.resent")}</Saved>
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
                      {" "}
                      · <bdi>{one.workgroup}</bdi>
                    </>
                  )}
                  {one.affiliated && <> · {t("workgroups:people.affiliatedShort")}</>} ·{" "}
                  {t(`workgroups:people.state.${one.state}`)}
                  {one.cameAs && one.cameAs.address !== one.email && (
                    <>
                      {" "}
                      · {t("workgroups:people.cameAs")} <bdi>{one.cameAs.name || one.cameAs.address}</bdi>
                    </>
                  )}
                  {one.state === "waiting" && one.mail !== "sent" && (
                    <> · {t(`workgroups:people.mail.${one.mail === "failed" ? "failed" : "due"}`)}</>
                  )}
                  {one.state === "waiting" && one.mail === "sent" && (
                    <>
                      {" "}
                      · {t("workgroups:people.sentOn")} <Moment at={one.sentAt} /> ·{" "}
                      {t("workgroups:people.worksUntil")} <Moment at={one.expiresAt} />
                    </>
                  )}
                </span>
              </span>
              {(one.state === "waiting" || one.state === "expired") && (
                <>
                  <Submit intent="resend" kind="q mini">
                    {t("workgroups:people.resend")}
                  </Submit>
                  <Submit intent="revoke" kind="q mini">
                    {t("workgroups:people.revoke")}
                  </Submit>
                </>
              )}
            </PostForm>
          </li>
        ))}
      </ul>
    </>
  );
}
