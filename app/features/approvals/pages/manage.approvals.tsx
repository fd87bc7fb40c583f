import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { approvalSchema } from "~/features/approvals/contracts/approvals";
import { suggestedRule } from "~/features/approvals/domain/rule";
import { listApprovals } from "~/features/approvals/services/approvalPage.server";
import { approvalValues } from "~/features/approvals/services/approvalValues.server";
import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import { ApprovalForm } from "~/features/approvals/ui/ApprovalForm";
import { ApprovalRuleText } from "~/features/approvals/ui/ApprovalRuleText";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t }) => {
  const [approvals, drafts] = await Promise.all([
    listApprovals(deps, process, language, true),
    listDrafts(deps, process, false),
  ]);
  const labels = drafts.map(({ label }) => label).toReversed();
  return {
    slug: process.slug,
    title: t("approvals:title"),
    approvals,
    labels,
    rule: suggestedRule,
    values: approvalValues(suggestedRule, {
      title: "",
      draft: labels[0] ?? "",
      closesAt: new Date(deps.now().getTime() + 14 * 86_400_000),
    }),
  };
});

export const action = acts(inProcess, "organizer", {
  draft: intent(approvalSchema, async ({ actor, deps, process, to }, input) => {
    const made = await draftApproval(deps, actor, process, input);
    return made.ok ? redirect(to(`/p/${process.slug}/manage/approvals/${made.value.number}`)) : made;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageApprovals() {
  const { slug, approvals, labels, rule, values } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}/manage/approvals`;
  return (
    <>
      <h1>{t("approvals:title")}</h1>
      <p className="lead">{t("approvals:manage.lead")}</p>
      <ul className="clean">
        {approvals.map((one) => (
          <li key={one.number}>
            <PageLink to={`${base}/${one.number}`}>
              {t("rounds:approvals.number", { number: one.number })} · <Content view={one.title} />
            </PageLink>{" "}
            <span className="quiet small">
              <bdi>{one.draft}</bdi> · {t(`approvals:phase.${one.phase}`)}
            </span>
          </li>
        ))}
      </ul>
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("approvals:manage.new")}</h2>
        {labels.length === 0 ? (
          <p className="notice warn">
            {t("approvals:manage.noDraft")}{" "}
            <PageLink to={`/p/${slug}/manage/drafts`}>{t("processes:manage.nav.drafts")}</PageLink>
          </p>
        ) : (
          <>
            <ApprovalForm intent="draft" drafts={labels} values={values} />
            <h3>{t("approvals:manage.means")}</h3>
            <ApprovalRuleText rule={rule} />
          </>
        )}
      </section>
    </>
  );
}
