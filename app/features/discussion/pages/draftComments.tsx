import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { filterAsked } from "~/features/comments/contracts/commentFilter";
import { stances } from "~/features/comments/domain/comment";
import { inAddress } from "~/features/comments/domain/commentFilter";
import { listed, readerOf } from "~/features/comments/services/commentViews.server";
import { commentCounts, commentsIn, readCursor } from "~/features/comments/services/readComments.server";
import { CommentCard } from "~/features/comments/ui/CommentCard";
import { CommentFilterFields } from "~/features/discussion/ui/reading/CommentFilterFields";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { Field } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

const perPage = 50;

export const loader = reads(
  onDraft,
  "anyone",
  async ({ actor, deps, language, process, standing, url, t, draft }) => {
    const filter = filterAsked(url);
    const gone = url.searchParams.get("text") === "gone";
    const reader = readerOf({ actor, standing });
    const after = readCursor(url.searchParams.get("after"));
    const [shown, counts, groups] = await Promise.all([
      commentsIn(deps, draft, reader, { ...filter, gone }, { after, size: perPage }),
      commentCounts(deps, draft),
      stakeholderGroupsOf(deps.db, process.id),
    ]);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      label: draft.label,
      title: t("discussion:comments.list.title", { label: draft.label }),
      filter,
      gone,
      comments: listed(shown.comments),
      next: shown.next,
      counts,
      groups: groups.map(({ key, title }) => ({ key, title: localize(title, language).text })),
      isSignedIn: actor !== null && !standing.suspended,
    };
  },
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function DraftComments() {
  const { slug, process, label, title, filter, gone, comments, next, counts, groups, isSignedIn } =
    useLoaderData<typeof loader>();
  const { t, language, format } = useWords();
  const base = `/p/${slug}`;
  const here = `${base}/drafts/${label}/comments`;
  const search = new URLSearchParams([...inAddress(filter), ...(gone ? [["text", "gone"]] : [])]);
  const groupNames = Object.fromEntries(groups.map(({ key, title }) => [key, title]));
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/drafts`}>{t("drafts:list.title")}</PageLink> ›{" "}
        <PageLink to={`${base}/drafts/${label}`}>
          <bdi>{label}</bdi>
        </PageLink>
      </Crumbs>
      <h1>{title}</h1>
      <p className="lead">
        {t("discussion:comments.count", { count: counts.total })} ·{" "}
        <a href={`${base}/drafts/${label}/files/comments.csv`} download>
          {t("discussion:comments.csv")}
        </a>{" "}
        · <a href={`${base}/feeds/comments-${label}.atom`}>{t("drafts:feed")}</a>
      </p>
      <Form method="get" action={inLanguage(language, here)} className="note no-print">
        {gone && (
          <>
            <p>{t("discussion:comments.lost.lead")}</p>
            <input type="hidden" name="text" value="gone" />
          </>
        )}
        <div className="row">
          <CommentFilterFields filter={filter} counts={counts} groups={groups} isSignedIn={isSignedIn} />
          <Field label={t("discussion:comments.filter.stance")}>
            <select name="stance" defaultValue={filter.stance ?? ""}>
              <option value="">{t("discussion:comments.filter.all")}</option>
              {stances.map((stance) => (
                <option key={stance} value={stance}>
                  {t(`comments:stance.${stance}`)} ({format.number(counts.byStance[stance] ?? 0)})
                </option>
              ))}
            </select>
          </Field>
        </div>
        <div className="actions">
          <button type="submit" className="btn q mini">
            {t("discussion:comments.filter.do")}
          </button>
        </div>
      </Form>
      {comments.length === 0 && <p className="section quiet">{t("discussion:comments.noneSuch")}</p>}
      <div className="section measure">
        {comments.map((comment) => (
          <CommentCard key={comment.id} base={base} comment={comment} groups={groupNames} />
        ))}
      </div>
      {next && (
        <p>
          <PageLink to={`${here}?${new URLSearchParams([...search, ["after", next]])}`}>
            {t("discussion:comments.more")}
          </PageLink>
        </p>
      )}
    </>
  );
}
