import { and, eq } from "drizzle-orm";
import type { EndorsementRow } from "~/features/endorsements/services/findEndorsement.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { inLanguage } from "~/i18n/languagePath";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { endorsements } from "~db/schema/endorsements";

type Letter = "confirm" | "known" | "accepted" | "declined" | "asked";

/** Addresses of this site in a language, for mails. */
export function pagesIn(deps: Pick<Deps, "settings">, language: Language) {
  return (path: string) => `${deps.settings.origin}${inLanguage(language, path)}`;
}

/**
 * Mails somebody the link to their endorsement, in its language. Only the hash of a link is stored,
 * so each mail has a link of its own and the one before ends; when the mail is not taken, the one
 * before goes on. Returns whether it was taken.
 */
export async function sendLetter(
  deps: Deps,
  process: Pick<ProcessRow, "slug" | "title">,
  endorsement: Pick<EndorsementRow, "id" | "email" | "language">,
  letter: Letter,
  words: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const before = await currentHash(deps, endorsement);
  if (before === null) return false;
  const token = deps.randomHex(32);
  const tokenHash = sha256Hex(token);
  await deps.db
    .update(endorsements)
    .set({ tokenHash })
    .where(and(eq(endorsements.id, endorsement.id), eq(endorsements.email, endorsement.email)));
  const t = deps.translator(endorsement.language);
  const values = {
    ...words,
    process: localize(process.title, endorsement.language).text,
    link: pagesIn(deps, endorsement.language)(`/p/${process.slug}/endorsements/link/${token}`),
  };
  const isTaken = await deps.mail({
    to: endorsement.email,
    subject: t(`mail:endorsement.${letter}.subject`, values),
    text: t(`mail:endorsement.${letter}.body`, values),
  });
  if (!isTaken)
    await deps.db
      .update(endorsements)
      .set({ tokenHash: before })
      .where(and(eq(endorsements.id, endorsement.id), eq(endorsements.tokenHash, tokenHash)));
  return isTaken;
}

/** Mails an address under which nothing was stored, without a link. */
export async function sendWord(
  deps: Deps,
  process: Pick<ProcessRow, "title">,
  { email, language }: Pick<EndorsementRow, "email" | "language">,
  word: "suspended" | "misleads",
  words: Readonly<Record<string, string>>,
): Promise<boolean> {
  const t = deps.translator(language);
  const values = { ...words, process: localize(process.title, language).text };
  return deps.mail({
    to: email,
    subject: t(`mail:endorsement.${word}.subject`, values),
    text: t(`mail:endorsement.${word}.body`, values),
  });
}

/** Null when it was withdrawn, or is of another address, in the meantime. */
async function currentHash(
  deps: Pick<Deps, "db">,
  { id, email }: Pick<EndorsementRow, "id" | "email">,
): Promise<string | null> {
  const [row] = await deps.db
    .select({ tokenHash: endorsements.tokenHash })
    .from(endorsements)
    .where(and(eq(endorsements.id, id), eq(endorsements.email, email)));
  return row?.tokenHash ?? null;
}
