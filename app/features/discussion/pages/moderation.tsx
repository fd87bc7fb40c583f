import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { objectSchema } from "~/features/comments/contracts/comments";
import { Objection } from "~/features/discussion/ui/moderation/Objection";
import { inProcess } from "~/features/membership/registrations/place.server";
import { moderationLog } from "~/features/moderation/services/moderate.server";
import { objectionsOf, objectTo } from "~/features/moderation/services/tell.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Refused, Saved } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(
  inProcess,
  "anyone",
  async ({ actor, deps, language, process, standing, t, url }) => {
    const log = await moderationLog(deps, process, { isOrganizer: standing.organizer }, pageAsked(url));
    return {
      slug: process.slug,
      process: localize(process.title, language),
      title: t("drafts:moderation.title"),
      acts: log.rows,
      page: log.page,
      pages: log.pages,
      own: actor && !standing.suspended ? await objectionsOf(deps.db, process, actor) : [],
    };
  },
);

export const action = acts(inProcess, "signed-in", {
  object: intent(objectSchema, ({ actor, deps, process }, input) => objectTo(deps, actor, process, input)),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Moderation() {
  const { slug, process, acts: done, own, page, pages } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("drafts:moderation.title")}
      </Crumbs>
      <h1>{t("drafts:moderation.title")}</h1>
      <p className="lead">{t("moderation:lead")}</p>
      <Saved intent="object">{t("moderation:object.done")}</Saved>
      <Refused intent="object" />
      {done.length === 0 && <p className="section quiet">{t("moderation:empty")}</p>}
      <ul className="clean section measure">
        {done.map((act) => (
          <li key={act.id} id={act.id}>
            <strong>{t(`moderation:did.${act.did}`)}</strong>
            {act.number !== null && act.label && act.commentId && (
              <>
                {" "}
                ·{" "}
                <PageLink to={`${base}/comments/${act.commentId}`}>
                  {t("drafts:comment.title", { number: act.number, label: act.label })}
                </PageLink>
              </>
            )}
            {act.number !== null && !act.label && act.kind !== "comment" && (
              <>
                {" "}
                ·{" "}
                <PageLink to={`${base}/threads/${act.number}`}>
                  <bdi>{act.title || t("discussion:threads.hidden")}</bdi>
                </PageLink>
              </>
            )}
            {act.until && (
              <>
                {" "}
                · {t("moderation:until")} <Day at={act.until} />
              </>
            )}
            <br />
            <bdi>{act.reason}</bdi>
            <br />
            <span className="quiet small">
              <Moment at={act.at} /> · <EntryLink of="moderation" name={act.id} />
            </span>
            {own.includes(act.id) && <Objection act={act.id} />}
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </>
  );
}
