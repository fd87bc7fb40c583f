import { type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { approvalSchema } from "~/features/approvals/contracts/approvals";
import { approvalValues } from "~/features/approvals/services/approvalValues.server";
import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import { type ApprovalRow, findApproval } from "~/features/approvals/services/findApproval.server";
import { openApproval } from "~/features/approvals/services/openApproval.server";
import { ApprovalForm } from "~/features/approvals/ui/ApprovalForm";
import { ApprovalRuleText } from "~/features/approvals/ui/ApprovalRuleText";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { discardRound } from "~/features/rounds/services/draftRound.server";
import { turnout } from "~/features/rounds/services/roundPage.server";
import { keeping } from "~/http/keeping.server";
import { acts, intent, type RouteContext, reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { nothingSchema } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import type { Actor } from "~/platform/deps";
import { Refused, Saved, Submit } from "~/ui/forms/forms";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads("organizer", async ({ deps, language, scope }) => {
  const process = scope.process as ProcessRow;
  const found = await findApproval(deps, scope.round, true);
  if (!found) throw refuse("not_found");
  const { round, approval, draft } = found;
  const [drafts, taken] = await Promise.all([listDrafts(deps, process, false), turnout(deps, round)]);
  return {
    slug: process.slug,
    number: round.number,
    title: localize(round.title, language),
    draft: draft.label,
    state: round.state,
    rule: approval.rule,
    closesAt: round.closesAt,
    taken,
    labels: drafts.map(({ label }) => label).toReversed(),
    values: approvalValues(approval.rule, {
      title: round.title.text[round.title.source] ?? "",
      draft: draft.label,
      closesAt: round.closesAt,
    }),
  };
});

const found = async ({ deps, scope }: RouteContext) =>
  (await findApproval(deps, scope.round, true)) ?? (null as ApprovalRow | null);
const notFound = { ok: false, error: { code: "not_found" } } as const;

export const action = acts("organizer", {
  edit: keeping(approvalSchema, async (context, input) => {
    const approval = await found(context);
    if (!approval) return notFound;
    const { actor, deps, scope } = context;
    return draftApproval(deps, actor as Actor, scope.process as ProcessRow, input, approval);
  }),
  open: intent(nothingSchema, async (context) => {
    const approval = await found(context);
    if (!approval) return notFound;
    return openApproval(context.deps, context.actor as Actor, context.scope.process as ProcessRow, approval);
  }),
  close: intent(nothingSchema, async (context) => {
    const approval = await found(context);
    return approval ? closeRound(context.deps, context.actor as Actor, approval.round) : notFound;
  }),
  discard: intent(nothingSchema, async (context) => {
    const approval = await found(context);
    if (!approval) return notFound;
    const gone = await discardRound(context.deps, context.actor as Actor, approval.round);
    return gone.ok ? redirect(context.to(`/p/${context.scope.process?.slug}/manage/approvals`)) : gone;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function ManageApproval() {
  const data = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <p className="crumb">
        <PageLink to={`${base}/manage/approvals`}>{t("approvals:title")}</PageLink> ›{" "}
        {t("rounds:approvals.number", { number: data.number })}
      </p>
      <h1>
        <Content view={data.title} /> · <bdi>{data.draft}</bdi>
      </h1>
      <p className="lead">{t(`approvals:manage.state.${data.state}`)}</p>
      {(["open", "close", "discard"] as const).map((name) => (
        <Refused key={name} intent={name} />
      ))}
      <Saved intent="edit">{t("common:saved")}</Saved>
      {data.state !== "draft" && (
        <dl className="facts">
          <div>
            <dt>{t("approvals:result.taken")}</dt>
            <dd>{format.number(data.taken)}</dd>
          </div>
        </dl>
      )}
      <div className="actions">
        {data.state !== "draft" && (
          <PageLink to={`${base}/approvals/${data.number}`} className="btn q">
            {t("common:round.publicPage")}
          </PageLink>
        )}
        {data.state === "open" && !data.closesAt && (
          <Form method="post">
            <Submit intent="close">{t("approvals:manage.close")}</Submit>
          </Form>
        )}
        {data.state === "draft" && (
          <>
            <Form method="post">
              <Submit intent="open">{t("approvals:manage.open")}</Submit>
            </Form>
            <Form method="post">
              <Submit intent="discard" kind="danger">
                {t("votes:round.discard")}
              </Submit>
            </Form>
          </>
        )}
      </div>
      {data.state === "open" && data.closesAt && (
        <p className="quiet measure">
          {t("rounds:closes")} <Moment at={data.closesAt} />. {t("errors:code.deadline_declared")}
        </p>
      )}
      {data.state === "draft" ? (
        <section className="section" aria-labelledby="edit">
          <h2 id="edit">{t("approvals:rule.title")}</h2>
          <ApprovalForm intent="edit" drafts={data.labels} values={data.values} />
        </section>
      ) : (
        <section className="section" aria-labelledby="rule">
          <h2 id="rule">{t("approvals:rule.title")}</h2>
          <ApprovalRuleText rule={data.rule} />
        </section>
      )}
    </>
  );
}
