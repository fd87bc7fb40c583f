import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { moderationLog } from "~/features/moderation/services/moderate.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads("anyone", async ({ deps, language, scope, standing, t }) => {
  const process = scope.process as ProcessRow;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("comments:moderation.title"),
    acts: await moderationLog(deps, process, { isOrganizer: standing.organizer }),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Moderation() {
  const { slug, process, acts } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("comments:moderation.title")}
      </Crumbs>
      <h1>{t("comments:moderation.title")}</h1>
      <p className="lead">{t("comments:moderation.lead")}</p>
      {acts.length === 0 && <p className="section quiet">{t("comments:moderation.empty")}</p>}
      <ul className="clean section measure">
        {acts.map((act) => (
          <li key={act.id} id={act.id}>
            <strong>{t(`comments:moderation.did.${act.did}`)}</strong>
            {act.number !== null && act.label && act.commentId && (
              <>
                {" "}
                ·{" "}
                <PageLink to={`${base}/comments/${act.commentId}`}>
                  {t("comments:title", { number: act.number, label: act.label })}
                </PageLink>
              </>
            )}
            {act.number !== null && !act.label && act.kind !== "comment" && (
              <>
                {" "}
                ·{" "}
                <PageLink to={`${base}/threads/${act.number}`}>
                  {t("comments:topicTitle", { number: act.number })}
                </PageLink>
              </>
            )}
            {act.until && (
              <>
                {" "}
                · {t("comments:moderation.until")} <Day at={act.until} />
              </>
            )}
            <br />
            <bdi>{act.reason}</bdi>
            <br />
            <span className="quiet small">
              <Moment at={act.at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
