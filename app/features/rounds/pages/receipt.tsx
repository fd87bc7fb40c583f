import { type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { roundTraits } from "~/features/rounds/domain/roundKinds";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { findReceipt, roundOfReceipt } from "~/features/rounds/services/log/findReceipt.server";
import { logHeadOf } from "~/features/rounds/services/log/logHead.server";
import { isOwnEntry, mailReceipt } from "~/features/rounds/services/log/mailReceipt.server";
import { readBack } from "~/features/rounds/services/log/readBack.server";
import { receiptFile } from "~/features/rounds/services/log/receiptFile.server";
import { BallotRead } from "~/features/rounds/ui/BallotRead";
import { BehindReceipt } from "~/features/rounds/ui/receipt/BehindReceipt";
import { CheckReceipt } from "~/features/rounds/ui/receipt/CheckReceipt";
import { ReceiptCard } from "~/features/rounds/ui/receipt/ReceiptCard";
import { ReceiptSteps } from "~/features/rounds/ui/receipt/ReceiptSteps";
import { SignedSoon } from "~/features/rounds/ui/receipt/SignedSoon";
import { roundWords } from "~/features/rounds/ui/roundWords";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Field } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { CheckLinks } from "~/ui/text/CheckLinks";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onAnyRound, "anyone", async (asked) => {
  const { actor, deps, language, process, round, t, to, url } = asked;
  const leaf = (url.searchParams.get("leaf") ?? "").trim().toLowerCase();
  const found = leaf ? await findReceipt(deps, round, leaf) : null;
  const log = await logHeadOf(deps, round);
  const elsewhere = leaf && !found ? await roundOfReceipt(deps, process.id, leaf) : null;
  if (elsewhere) throw redirect(to(`/p/${process.slug}/${roundPath(elsewhere)}/receipt?leaf=${leaf}`));
  return {
    slug: process.slug,
    process: localize(process.title, language),
    kind: round.kind,
    number: round.number,
    isOpen: round.state === "open" && !round.voidedAt,
    isCounted: round.publishedAt !== null,
    closesAt: round.closesAt,
    reveal: round.reveal,
    log,
    read: found && (await readBack(deps, round, found, { language, t })),
    signed: found && log ? await receiptFile(deps, process.id, log, found) : null,
    isOwn: found !== null && (await isOwnEntry(deps, actor, round, leaf)),
    origin: deps.settings.origin,
    leaf,
    found,
    title: t("receipts:page.title"),
  };
});

const mailSchema = z.strictObject({ leaf: z.string().regex(/^[0-9a-f]{64}$/) });

export const action = acts(onAnyRound, "seat", {
  mail: intent(mailSchema, ({ actor, deps, language, process, round }, { leaf }) =>
    mailReceipt(deps, actor, round, {
      leaf,
      language,
      path: `/p/${process.slug}/${roundPath(round)}/receipt`,
    }),
  ),
});

const isVoters = (kind: string) => kind === "cast" || kind === "withdraw";

const faultWords = {
  "entry-altered": "receipts:page.altered",
  "log-altered": "receipts:page.broken",
} as const;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ReceiptPage() {
  const data = useLoaderData<typeof loader>();
  const { slug, process, kind, number, log, leaf, found, isOpen } = data;
  const { t } = useWords();
  const here = `/p/${slug}/${roundPath({ kind, number })}`;
  const name = t(roundWords[kind].number, { number });
  const isWithdrawn = found?.kind === "withdraw";
  const back = `${here}${roundTraits[kind].ballotAt}`;
  const facts = found
    ? ([
        [t("receipts:page.log"), log],
        [t("receipts:page.index"), String(found.index)],
        [t("receipts:page.leaf"), found.leaf],
      ] as const)
    : [];
  const text = [
    `${process.text} · ${name}`,
    ...facts.map(([label, value]) => t("common:labelled", { label, value })),
    `${t("receipts:page.check")} ${data.origin}${here}/receipt?leaf=${leaf}`,
  ].join("\n");
  return (
    <div>
      <Crumbs base={`/p/${slug}`} process={process}>
        <PageLink to={here}>{name}</PageLink> › {t("receipts:page.title")}
      </Crumbs>
      {!found && (
        <>
          <h1>{t("receipts:page.title")}</h1>
          <p className="lead">{t("receipts:page.lead")}</p>
        </>
      )}
      {leaf && !found && (
        <div className="notice bad" role="alert">
          <p>{t("receipts:page.missing")}</p>
        </div>
      )}
      {found && (
        <>
          <ReceiptCard
            title={t(`receipts:page.${isWithdrawn ? "withdrawn" : isOpen ? "cast" : "found"}`)}
            lead={t("receipts:page.kept", { index: found.index })}
            leaf={found.leaf}
            text={`${text}\n`}
            fileName={`${log}-${found.index}`}
            signed={data.signed}
            isMailed={data.isOwn && data.signed !== null}
          />
          {found.proof && (
            <p className={found.proof.fault === null ? "notice" : "notice bad"} role="status">
              {t(found.proof.fault === null ? "receipts:page.holds" : faultWords[found.proof.fault])}
            </p>
          )}
          {data.isCounted && (
            <p>
              <PageLink to={`/p/${slug}/votes`}>{t("receipts:page.counted")}</PageLink>
            </p>
          )}
          {data.signed ? (
            <CheckReceipt file={data.signed} mailed={data.isOwn ? leaf : null} />
          ) : (
            isVoters(found.kind) && !found.proof?.fault && <SignedSoon />
          )}
          {data.read && <BallotRead {...data.read} />}
          {isOpen && (
            <ReceiptSteps
              closesAt={data.closesAt}
              back={back}
              reveal={data.reveal}
              isWithdrawn={isWithdrawn}
            />
          )}
          {!data.signed && <CheckLinks />}
          <p>
            <PageLink to={here} className="btn q">
              {name}
            </PageLink>
          </p>
          <BehindReceipt facts={facts} proof={found.proof} />
        </>
      )}
      <Form method="get" className="section measure">
        <Field label={t("receipts:page.leaf")} hint={t("receipts:page.hint")}>
          <input
            name="leaf"
            defaultValue={found ? "" : leaf}
            pattern="[0-9a-fA-F]{64}"
            required
            dir="ltr"
            className="mono"
          />
        </Field>
        <div className="actions">
          <button type="submit" className="btn q">
            {t("receipts:page.find")}
          </button>
        </div>
      </Form>
    </div>
  );
}
