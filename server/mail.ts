import { createTransport } from "nodemailer";
import type { Deps, Mail } from "~/services/deps";
import { mailbox } from "~db/schema";
import type { Env } from "./env";

/** Sends through SMTP_URL, or keeps the mail for the mailbox page where there is none. */
export function mailer(env: Env, deps: Pick<Deps, "db" | "now" | "newId">): (mail: Mail) => Promise<void> {
  if (env.SMTP_URL) {
    const transport = createTransport(env.SMTP_URL);
    return async ({ to, subject, text }) => {
      await transport.sendMail({ from: env.MAIL_FROM, to, subject, text });
    };
  }
  return async ({ to, subject, text }) => {
    await deps.db
      .insert(mailbox)
      .values({ id: deps.newId(), recipient: to, subject, body: text, createdAt: deps.now() });
  };
}
