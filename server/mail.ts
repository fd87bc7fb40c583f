import { createTransport } from "nodemailer";
import { z } from "zod";
import { keepMail } from "~/features/accounts/services/mailbox.server";
import type { Deps, MailRefusal } from "~/platform/deps";
import type { Env } from "./env";

/** Sends through SMTP_URL, or keeps the mail for the mailbox page where there is none. */
export function mailer(env: Env, deps: Pick<Deps, "db" | "now" | "newId" | "log">): Deps["mail"] {
  const send = sender(env, deps);
  // People of a loaded record have an address that leads nowhere (RFC 2606): they are told nothing.
  return async (mail, refused) => mail.to.endsWith("@invalid") || send(mail, refused);
}

const refusalSchema = z.object({
  code: z.string().catch("unknown"),
  responseCode: z.number().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
});

/**
 * What a mail server answered, by the classes of RFC 5321: 4yz passes, 5yz stays. Final is only what it says of the
 * recipient or the message; a refused password or sender is the operator's to mend, and the mail waits for it.
 */
export function refusalOf(error: unknown): MailRefusal {
  const { code, responseCode, command } = refusalSchema.parse(typeof error === "object" ? (error ?? {}) : {});
  const isOfMail = code === "EMESSAGE" || (code === "EENVELOPE" && command !== "MAIL FROM");
  return {
    code: responseCode === undefined ? code : `${code} ${responseCode}`,
    isFinal: isOfMail && responseCode !== undefined && responseCode >= 500,
  };
}

function sender(env: Env, deps: Pick<Deps, "db" | "now" | "newId" | "log">): Deps["mail"] {
  if (env.SMTP_URL) {
    const transport = createTransport(env.SMTP_URL);
    return async ({ to, subject, text, html, headers }, refused) => {
      try {
        await transport.sendMail({
          from: env.MAIL_FROM,
          to,
          subject,
          text,
          ...(html ? { html } : {}),
          ...(headers ? { headers } : {}),
        });
        return true;
      } catch (error) {
        // The code alone: messages of mail servers quote addresses.
        const why = refusalOf(error);
        deps.log.error(why, "mail was not taken");
        refused?.(why);
        return false;
      }
    };
  }
  return async (mail) => {
    await keepMail(deps, mail);
    return true;
  };
}
