import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { listMailbox } from "~/features/accounts/services/mailbox.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";

export const loader = reads(anywhere, "anyone", async ({ deps, t, url }) => {
  if (!deps.settings.hasMailbox) throw refuse("not_found");
  const recipient = url.searchParams.get("to")?.trim().toLowerCase() ?? "";
  return { title: t("accounts:mailbox.title"), recipient, mails: await listMailbox(deps, recipient) };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Mailbox() {
  const { mails, recipient } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <h1>{t("accounts:mailbox.title")}</h1>
      <p className="lead">{t("accounts:mailbox.lead")}</p>
      <Form method="get" className="actions">
        <label>
          {t("accounts:mailbox.to")}{" "}
          <input type="search" name="to" defaultValue={recipient} maxLength={254} dir="auto" />
        </label>
        <button type="submit" className="btn q mini">
          {t("accounts:mailbox.find")}
        </button>
      </Form>
      {mails.length === 0 && (
        <p className="section quiet">{t(`accounts:mailbox.${recipient === "" ? "empty" : "none"}`)}</p>
      )}
      {mails.map((mail) => (
        <article className="note section" key={mail.id}>
          <h2>{mail.subject}</h2>
          <p className="quiet small">
            <bdi>{mail.recipient}</bdi> · <Moment at={mail.createdAt} />
          </p>
          <pre className="mono" dir="auto">
            {mail.body.split(/(https?:\/\/\S+)/).map((part) =>
              part.startsWith("http") ? (
                <a key={part} href={part}>
                  {part}
                </a>
              ) : (
                part
              ),
            )}
          </pre>
        </article>
      ))}
    </div>
  );
}
