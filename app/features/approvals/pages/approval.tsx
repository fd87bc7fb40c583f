import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { positionSchema, withdrawPositionSchema } from "~/features/approvals/contracts/approvals";
import type { ApprovalResult } from "~/features/approvals/domain/overlap";
import {
  approvalPage,
  ownPosition,
  previewOfApproval,
} from "~/features/approvals/services/approvalPage.server";
import { findApproval } from "~/features/approvals/services/findApproval.server";
import { takePosition, withdrawPosition } from "~/features/approvals/services/takePosition.server";
import { ApprovalRuleText } from "~/features/approvals/ui/ApprovalRuleText";
import { Result } from "~/features/approvals/ui/approval/Result";
import { TakePart } from "~/features/approvals/ui/approval/TakePart";
import { onRound } from "~/features/rounds/registrations/place.server";
import { Extensions } from "~/features/rounds/ui/Extensions";
import { VoidNotice } from "~/features/rounds/ui/VoidNotice";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { parseFraction, toNumber } from "~/kernel/figures/fraction";
import { localize } from "~/kernel/language/localized";
import { Refused } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { previewPicture } from "~/ui/frame/head/preview";
import { Filled } from "~/ui/text/Labelled";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content, Hash } from "~/ui/text/text";

export const loader = reads(
  onRound("approval"),
  "anyone",
  async ({ actor, deps, language, process, round, shared, standing, t }) => {
    const found = await shared(findApproval, round, standing.organizer);
    if (!found) throw refuse("not_found");
    const mayTakePart = actor !== null && !standing.suspended;
    const [page, own] = await Promise.all([
      shared(approvalPage, process, found, language),
      mayTakePart ? ownPosition(deps, actor, found) : null,
    ]);
    const threshold = parseFraction(page.rule.group.threshold);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      isSignedIn: mayTakePart,
      preview: {
        ...previewOfApproval(t, page),
        picture: previewPicture(process.slug, `approvals/${page.number}`),
      },
      ...page,
      threshold: threshold ? toNumber(threshold) : null,
      own,
      formKey: mayTakePart ? deps.newId() : "",
    };
  },
);

export const action = acts(onRound("approval"), "participant", {
  take: intent(positionSchema, async ({ actor, deps, round, process, to }, input) => {
    const found = await findApproval(deps, round, false);
    if (!found) return { ok: false, error: { code: "not_found" } };
    const taken = await takePosition(deps, actor, found, input);
    if (!taken.ok) return taken;
    const here = `/p/${process.slug}/approvals/${found.round.number}`;
    return redirect(to(`${here}/receipt?leaf=${taken.value.leaf}`));
  }),
  withdraw: intent(withdrawPositionSchema, async ({ actor, deps, round, process, to }, input) => {
    const found = await findApproval(deps, round, false);
    if (!found) return { ok: false, error: { code: "not_found" } };
    const gone = await withdrawPosition(deps, actor, found, input);
    if (!gone.ok) return gone;
    const here = `/p/${process.slug}/approvals/${found.round.number}`;
    return redirect(to(`${here}/receipt?leaf=${gone.value.leaf}`));
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function Approval() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/approvals`}>{t("approvals:title")}</PageLink> ›{" "}
        {t("rounds:approvals.number", { number: data.number })}
      </Crumbs>
      <h1>
        <Content view={data.title} />
      </h1>
      {data.isReplaced && data.phase !== "closed" && (
        <p className="notice warn measure">{t("approvals:replaced", { label: data.draft })}</p>
      )}
      <p className="lead">
        <Filled
          say={([draft]) => t("approvals:asks", { draft })}
          things={[
            <PageLink key="draft" to={`${base}/drafts/${data.draft}`}>
              <bdi>{data.draft}</bdi>
            </PageLink>,
          ]}
        />
      </p>
      <p className="small quiet">
        {t("approvals:bound")} <Hash value={data.draftHash} /> · {t(`approvals:phase.${data.phase}`)}
        {data.phase === "draft" && data.opensAt && (
          <>
            {" "}
            · {t("rounds:opens")} <Moment at={data.opensAt} />
          </>
        )}
        {data.phase === "open" && data.closesAt && (
          <>
            {" "}
            · {t("rounds:closes")} <Moment at={data.closesAt} />
          </>
        )}
        {data.closedAt && (
          <>
            {" "}
            · <Moment at={data.closedAt} />
          </>
        )}
      </p>
      <VoidNotice round={data.id} since={data.voidedAt} />
      <Extensions round={data.id} extensions={data.extensions} />
      <Refused intent="withdraw" />
      {data.result && <Result data={data} result={data.result as ApprovalResult} base={base} />}
      {data.phase === "open" && <TakePart data={data} base={base} />}
      {data.phase === "closing" && <p className="notice">{t("approvals:closing")}</p>}
      <section className="section" aria-labelledby="rule">
        <h2 id="rule">{t("approvals:rule.title")}</h2>
        <p className="quiet measure">
          {t("approvals:rule.lead")} <Hash value={data.ruleHash} />
        </p>
        <ApprovalRuleText rule={data.rule} />
      </section>
    </>
  );
}
