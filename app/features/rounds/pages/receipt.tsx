import { type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { findReceipt, roundOfReceipt } from "~/features/rounds/services/log/findReceipt.server";
import { logHeadOf } from "~/features/rounds/services/log/logHead.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Field } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onAnyRound, "anyone", async ({ deps, language, process, round, t, to, url }) => {
  const leaf = (url.searchParams.get("leaf") ?? "").trim().toLowerCase();
  const found = leaf ? await findReceipt(deps, round, leaf) : null;
  const elsewhere = leaf && !found ? await roundOfReceipt(deps, process.id, leaf) : null;
  if (elsewhere) throw redirect(to(`${addressOf(process.slug, elsewhere)}/receipt?leaf=${leaf}`));
  return {
    slug: process.slug,
    process: localize(process.title, language),
    kind: round.kind,
    number: round.number,
    log: await logHeadOf(deps, round),
    leaf,
    found,
    title: t("rounds:receiptPage.title"),
  };
});

const addressOf = (slug: string, { kind, number }: { readonly kind: string; readonly number: number }) =>
  `/p/${slug}/${kind === "approval" ? "approvals" : "rounds"}/${number}`;

const faultWords = {
  "entry-altered": "rounds:receiptPage.altered",
  "log-altered": "rounds:receiptPage.broken",
} as const;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ReceiptPage() {
  const { slug, process, kind, number, log, leaf, found } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const here = addressOf(slug, { kind, number });
  const name = t(kind === "approval" ? "rounds:approvals.number" : "rounds:number", { number });
  return (
    <div>
      <Crumbs base={`/p/${slug}`} process={process}>
        <PageLink to={here}>{name}</PageLink> › {t("rounds:receiptPage.title")}
      </Crumbs>
      <h1>{t("rounds:receiptPage.title")}</h1>
      <p className="lead">{t("rounds:receiptPage.lead")}</p>
      {leaf && !found && (
        <div className="notice bad" role="alert">
          <p>{t("rounds:receiptPage.missing")}</p>
        </div>
      )}
      {found && (
        <section className="card section measure" aria-labelledby="found">
          <h2 id="found">
            {t(found.kind === "withdraw" ? "rounds:receiptPage.withdrawn" : "rounds:receiptPage.found")}
          </h2>
          <dl className="prose">
            <dt className="label">{t("rounds:receiptPage.log")}</dt>
            <dd>
              <code>{log}</code>
            </dd>
            <dt className="label">{t("rounds:receiptPage.index")}</dt>
            <dd>
              <code>{found.index}</code>
            </dd>
            <dt className="label">{t("rounds:receiptPage.leaf")}</dt>
            <dd>
              <code>{found.leaf}</code>
            </dd>
          </dl>
          <p className="quiet">{t("rounds:receiptPage.keep")}</p>
          {found.proof ? (
            <>
              {found.proof.fault === null ? (
                <p className="notice">{t("rounds:receiptPage.holds")}</p>
              ) : (
                <p className="notice bad" role="alert">
                  {t(faultWords[found.proof.fault])}
                </p>
              )}
              <details className="more">
                <summary>{t("rounds:receiptPage.proof")}</summary>
                <p className="small">
                  {t("rounds:receiptPage.size")} {found.proof.size}
                  <br />
                  {t("rounds:receiptPage.root")} <code>{found.proof.root}</code>
                </p>
                <ol className="clean">
                  {found.proof.hashes.map((hash) => (
                    <li key={hash}>
                      <code>{hash}</code>
                    </li>
                  ))}
                </ol>
              </details>
            </>
          ) : (
            <p className="quiet">{t("rounds:receiptPage.later")}</p>
          )}
          <p>
            <PageLink to={kind === "approval" ? here : `${here}/ballot`}>
              {t("rounds:receiptPage.back")}
            </PageLink>
          </p>
        </section>
      )}
      <Form method="get" className="section measure">
        <Field label={t("rounds:receiptPage.leaf")} hint={t("rounds:receiptPage.hint")}>
          <input
            name="leaf"
            defaultValue={leaf}
            pattern="[0-9a-fA-F]{64}"
            required
            dir="ltr"
            className="mono"
          />
        </Field>
        <div className="actions">
          <button type="submit" className="btn q">
            {t("rounds:receiptPage.find")}
          </button>
        </div>
      </Form>
    </div>
  );
}
