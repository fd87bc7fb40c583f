import { and, isNull, type SQL } from "drizzle-orm";
import { zoneOfAddress } from "~/features/accounts/services/zoneOfAddress.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type InvitationRole, processRoleOf } from "~/features/workgroups/domain/invitationRoles";
import { inLanguage } from "~/i18n/languagePath";
import { momentInWords } from "~/i18n/momentInWords";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Actor, Deps } from "~/platform/deps";
import { invitations } from "~db/schema/workgroups";
import { shownAddress } from "./shownAddress.server";

/** Milliseconds for which the link of an invitation works. */
export const invitationLifetime = 30 * 24 * 60 * 60 * 1000;

/** Invitations that nobody has answered or taken back; some of them have expired. */
export const isWaiting = and(
  isNull(invitations.acceptedAt),
  isNull(invitations.declinedAt),
  isNull(invitations.revokedAt),
) as SQL;

export type Letter = {
  readonly to: string;
  readonly token: string;
  readonly process: Pick<ProcessRow, "title">;
  readonly workgroup: string | null;
  readonly role: InvitationRole;
  readonly inviter: Pick<Actor, "displayName" | "email">;
  readonly language: Language;
  readonly expiresAt: Date;
};

/** Mails an invitation in the language that the inviter chose: who invites, to what, until when by the clock of whoever has the address. Whether it was taken. */
export async function sendInvitation(deps: Deps, letter: Letter): Promise<boolean> {
  const { language, role, workgroup, inviter } = letter;
  const t = deps.translator(language);
  const zone = await zoneOfAddress(deps.db, letter.to);
  const words = {
    process: localize(letter.process.title, language).text,
    place: workgroup ? `${t(`membership:role.${role}`)} · ${workgroup}` : t(`membership:role.${role}`),
    inviter: inviter.displayName || inviter.email,
    until: momentInWords(language, letter.expiresAt, zone),
    link: `${deps.settings.origin}${inLanguage(language, `/invitations/${letter.token}`)}`,
  };
  const bound = isBound(role)
    ? `\n\n${t("mail:invitation.bound", { address: shownAddress(letter.to) })}`
    : "";
  return deps.mail({
    to: letter.to,
    subject: t("mail:invitation.subject", words),
    text: `${t("mail:invitation.body", words)}${bound}`,
  });
}

/** What lets somebody decide for others is for the one who was asked, and for nobody who was handed the link. */
export const isBound = (role: InvitationRole): boolean =>
  processRoleOf[role] !== "participant" || role === "facilitator";
