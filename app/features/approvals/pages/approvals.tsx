import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listApprovals } from "~/features/approvals/services/approvalPage.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, standing, t }) => {
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("approvals:title"),
    isOrganizer: standing.organizer,
    approvals: await listApprovals(deps, process, language, false),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Approvals() {
  const { slug, process, approvals, isOrganizer } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("approvals:title")}
      </Crumbs>
      <h1>{t("approvals:title")}</h1>
      <p className="lead">{t("approvals:lead")}</p>
      {approvals.length === 0 && (
        <p className="section quiet measure">
          {t("approvals:none")}{" "}
          {isOrganizer && <PageLink to={`${base}/manage/approvals`}>{t("approvals:manage.new")}</PageLink>}
        </p>
      )}
      <ul className="clean section measure">
        {approvals.map((one) => (
          <li key={one.number}>
            <PageLink to={`${base}/approvals/${one.number}`}>
              <strong>
                <Content view={one.title} />
              </strong>
            </PageLink>{" "}
            <span className="quiet">
              · {t("approvals:ofDraft")} <bdi>{one.draft}</bdi>
            </span>
            <br />
            <span className="small quiet">
              {t(`approvals:phase.${one.phase}`)}
              {one.phase === "draft" && one.opensAt && (
                <>
                  {" "}
                  · {t("rounds:opens")} <Moment at={one.opensAt} />
                </>
              )}
              {one.phase === "open" && one.closesAt && (
                <>
                  {" "}
                  · {t("rounds:closes")} <Moment at={one.closesAt} />
                </>
              )}
              {one.isMet !== null && (
                <> · {t(one.isMet ? "approvals:verdict.approved" : "approvals:verdict.notApproved")}</>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
