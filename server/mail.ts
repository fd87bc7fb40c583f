import { createTransport } from "nodemailer";
import type { Deps } from "~/platform/deps";
import { mailbox } from "~db/schema/accounts";
import type { Env } from "./env";

/** Sends through SMTP_URL, or keeps the mail for the mailbox page where there is none. */
export function mailer(env: Env, deps: Pick<Deps, "db" | "now" | "newId" | "log">): Deps["mail"] {
  const send = sender(env, deps);
  // People of a loaded record have an address that leads nowhere (RFC 2606): they are told nothing.
  return async (mail) => mail.to.endsWith("@invalid") || send(mail);
}

function sender(env: Env, deps: Pick<Deps, "db" | "now" | "newId" | "log">): Deps["mail"] {
  if (env.SMTP_URL) {
    const transport = createTransport(env.SMTP_URL);
    return async ({ to, subject, text, headers }) => {
      try {
        await transport.sendMail({ from: env.MAIL_FROM, to, subject, text, ...(headers ? { headers } : {}) });
        return true;
      } catch (error) {
        // The code alone: messages of mail servers quote addresses.
        deps.log.error({ code: (error as { code?: string }).code ?? "unknown" }, "mail was not taken");
        return false;
      }
    };
  }
  return async ({ to, subject, text }) => {
    await deps.db
      .insert(mailbox)
      .values({ id: deps.newId(), recipient: to, subject, body: text, createdAt: deps.now() });
    return true;
  };
}
