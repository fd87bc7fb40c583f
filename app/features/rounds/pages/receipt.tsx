import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { logHeadOf } from "~/features/rounds/services/log/logHead.server";
import { findReceipt } from "~/features/rounds/services/log/logView.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Field } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onAnyRound, "anyone", async ({ deps, language, process, round, t, url }) => {
  const leaf = (url.searchParams.get("leaf") ?? "").trim().toLowerCase();
  return {
    slug: process.slug,
    process: localize(process.title, language),
    kind: round.kind,
    number: round.number,
    log: await logHeadOf(deps, round),
    leaf,
    found: leaf ? await findReceipt(deps, round, leaf) : null,
    title: t("rounds:receiptPage.title"),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ReceiptPage() {
  const { slug, process, kind, number, log, leaf, found } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const here = `/p/${slug}/${kind === "approval" ? "approvals" : "rounds"}/${number}`;
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
              <p className={found.proof.holds ? "notice" : "notice bad"}>
                {found.proof.holds ? t("rounds:receiptPage.holds") : t("rounds:receiptPage.broken")}
              </p>
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
