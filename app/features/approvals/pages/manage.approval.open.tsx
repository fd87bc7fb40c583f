import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { onApproval } from "~/features/approvals/registrations/place.server";
import { openApproval, openingOf } from "~/features/approvals/services/openApproval.server";
import { ApprovalRuleText } from "~/features/approvals/ui/ApprovalRuleText";
import { countOthers } from "~/features/notices/services/notify.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { seen } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import { ActPage, Told } from "~/ui/forms/ActPage";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onApproval, "organizer", async ({ actor, approval, deps, language, process }) => {
  const { round, draft } = approval;
  return {
    ...(await openingOf(deps, approval)),
    slug: process.slug,
    number: round.number,
    title: localize(round.title, language).text,
    draft: draft.label,
    rule: approval.approval.rule,
    closesAt: round.closesAt,
    others: await countOthers(deps.db, process, actor.id),
  };
});

export const action = acts(onApproval, "organizer", {
  open: intent(z.strictObject({ seen }), async ({ actor, approval, deps, process, round, to }, input) => {
    const opened = await openApproval(deps, actor, process, approval, input.seen);
    return opened.ok ? redirect(to(`/p/${process.slug}/manage/approvals/${round.number}`)) : opened;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function OpenApproval() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { number, others, draft, closesAt } = data;
  const base = `/p/${data.slug}`;
  const back = `${base}/manage/approvals/${number}`;
  return (
    <ActPage
      act={data}
      title={t("approvals:opening.title", { number })}
      lead={<bdi>{data.title}</bdi>}
      intent="open"
      button={t("approvals:opening.button")}
      back={back}
      points={[
        {
          label: t("approvals:opening.what"),
          said: (
            <p>
              <PageLink to={`${base}/drafts/${draft}`}>
                <bdi>{draft}</bdi>
              </PageLink>
            </p>
          ),
          change: back,
        },
        {
          label: t("approvals:opening.who"),
          said: <p>{t("approvals:opening.everyone", { count: others + 1 })}</p>,
          warns: others === 0,
        },
        {
          label: t("approvals:rule.title"),
          said: <ApprovalRuleText rule={data.rule} />,
          warns: data.blocked === "rule_outdated",
          change: back,
        },
        {
          label: t("approvals:opening.until"),
          said: closesAt ? (
            <p>
              <Moment at={closesAt} />
            </p>
          ) : (
            <p>{t("approvals:opening.byHand")}</p>
          ),
          warns: data.blocked === "deadline_past",
          change: back,
        },
        { label: t("common:act.told"), said: <Told count={others} /> },
      ]}
      forGood={[
        t("approvals:opening.frozen"),
        t("approvals:opening.late"),
        t(closesAt ? "approvals:opening.notSooner" : "approvals:opening.noDeadline"),
        t("common:act.recorded"),
      ]}
    />
  );
}
