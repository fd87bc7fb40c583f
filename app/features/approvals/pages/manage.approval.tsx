import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { approvalSchema } from "~/features/approvals/contracts/approvals";
import { onApproval } from "~/features/approvals/registrations/place.server";
import { approvalValues } from "~/features/approvals/services/approvalValues.server";
import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import { ApprovalForm } from "~/features/approvals/ui/ApprovalForm";
import { ApprovalRuleText } from "~/features/approvals/ui/ApprovalRuleText";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import { votedSoFar } from "~/features/rounds/domain/turnoutStep";
import { discardRound } from "~/features/rounds/services/draftRound.server";
import { turnout } from "~/features/rounds/services/roundViews.server";
import { Scheduled } from "~/features/rounds/ui/Scheduled";
import { VoidNotice } from "~/features/rounds/ui/VoidNotice";
import { VotedSoFar } from "~/features/rounds/ui/VotedSoFar";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { nothingSchema } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import { Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(onApproval, "organizer", async ({ approval: found, deps, language, process }) => {
  const { round, approval, draft } = found;
  const [drafts, taken] = await Promise.all([listDrafts(deps, process, false), turnout(deps, round)]);
  return {
    slug: process.slug,
    number: round.number,
    title: localize(round.title, language),
    draft: draft.label,
    state: round.state,
    opensAt: round.opensAt,
    openingRefused: round.openingRefused,
    rule: approval.rule,
    closesAt: round.closesAt,
    voidedAt: round.voidedAt,
    soFar: votedSoFar(round, taken, 0),
    labels: drafts.map(({ label }) => label).toReversed(),
    values: approvalValues(approval.rule, {
      title: round.title.text[round.title.source] ?? "",
      draft: draft.label,
      closesAt: round.closesAt,
    }),
  };
});

export const action = acts(onApproval, "organizer", {
  edit: intent(approvalSchema, ({ actor, approval, deps, process }, input) =>
    draftApproval(deps, actor, process, input, approval),
  ),
  discard: intent(nothingSchema, async ({ actor, deps, process, round, to }) => {
    const gone = await discardRound(deps, actor, round);
    return gone.ok ? redirect(to(`/p/${process.slug}/manage/approvals`)) : gone;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function ManageApproval() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
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
      <Refused intent="discard" />
      <Saved intent="edit">{t("common:saved")}</Saved>
      {data.state !== "draft" && (
        <dl className="facts">
          <div>
            <dt>{t("approvals:result.taken")}</dt>
            <dd>
              <VotedSoFar of={data.soFar} />
            </dd>
          </div>
        </dl>
      )}
      <VoidNotice since={data.voidedAt} forOrganizers />
      <Scheduled opensAt={data.opensAt} openingRefused={data.openingRefused} />
      <div className="actions">
        {data.state !== "draft" && (
          <PageLink to={`${base}/approvals/${data.number}`} className="btn q">
            {t("common:round.publicPage")}
          </PageLink>
        )}
        {data.state === "open" && !data.closesAt && (
          <PageLink to={`${base}/manage/approvals/${data.number}/close`} className="btn">
            {t("approvals:manage.close")}
          </PageLink>
        )}
        {data.state === "open" && !data.voidedAt && (
          <PageLink to={`${base}/manage/approvals/${data.number}/extend`} className="btn q">
            {t(data.closesAt ? "rounds:extending.link" : "rounds:extending.give.link")}
          </PageLink>
        )}
        {data.state === "draft" && (
          <>
            <PageLink to={`${base}/manage/approvals/${data.number}/open`} className="btn">
              {t("approvals:manage.open")}
            </PageLink>
            <PageLink to={`${base}/manage/approvals/${data.number}/schedule`} className="btn q">
              {t(data.opensAt ? "rounds:scheduling.change" : "rounds:scheduling.link")}
            </PageLink>
            <PostForm>
              <Submit intent="discard" kind="danger">
                {t("votes:round.discard")}
              </Submit>
            </PostForm>
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
          {data.rule.version === 1 && <p className="notice warn measure">{t("errors:code.rule_outdated")}</p>}
          <ApprovalRuleText rule={data.rule} />
          <h3>{t("approvals:manage.change")}</h3>
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
