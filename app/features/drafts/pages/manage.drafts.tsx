import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { draftSchema } from "~/features/drafts/contracts/drafts";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { draftPages, workingDraft } from "~/features/drafts/services/findDraft.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pageAsked } from "~/kernel/paging";
import { Field, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ deps, process, t, url }) => {
  const [working, { rows, ...paging }] = await Promise.all([
    workingDraft(deps, process),
    draftPages(deps, process, { asked: pageAsked(url) }, true),
  ]);
  return {
    slug: process.slug,
    title: t("processes:manage.nav.drafts"),
    working: working?.label ?? null,
    ...paging,
    rows: rows.map(({ label, state, publishedAt }) => ({ label, state, publishedAt })),
  };
});

export const action = acts(inProcess, "organizer", {
  begin: intent(draftSchema, async ({ deps, actor, process, to }, { label }) => {
    const made = await createDraft(deps, actor, process, label);
    return made.ok ? redirect(to(`/p/${process.slug}/manage/drafts/${label}`)) : made;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageDrafts() {
  const { slug, rows: versions, working, page, pages } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <h1>{t("processes:manage.nav.drafts")}</h1>
      <p className="lead">{t("drafts:manage.lead")}</p>
      <ul className="clean section measure">
        {versions.map(({ label, state, publishedAt }) => (
          <li key={label}>
            <strong>
              <bdi>{label}</bdi>
            </strong>{" "}
            <span className={`state state-${state}`}>{t(`drafts:state.${state}`)}</span>
            <br />
            <span className="small">
              {state === "working" ? (
                <>
                  <PageLink to={`${base}/manage/drafts/${label}`}>{t("drafts:manage.edit")}</PageLink> ·{" "}
                  <PageLink to={`${base}/manage/drafts/${label}/import`}>
                    {t("drafts:manage.import")}
                  </PageLink>{" "}
                  ·{" "}
                </>
              ) : (
                publishedAt && (
                  <>
                    <Day at={publishedAt} /> ·{" "}
                    <PageLink to={`${base}/drafts/${label}`}>{t("drafts:manage.read")}</PageLink> ·{" "}
                  </>
                )
              )}
              <PageLink to={`${base}/manage/drafts/${label}/release`}>{t("drafts:owed.title")}</PageLink>
            </span>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
      {working ? (
        <p className="quiet measure">{t("drafts:manage.oneAtATime", { label: working })}</p>
      ) : (
        <section className="section" aria-labelledby="begin">
          <h2 id="begin">{t("drafts:manage.begin")}</h2>
          <Refused intent="begin" />
          <PostForm>
            <Field
              label={t("drafts:manage.label")}
              hint={t("drafts:manage.labelHint")}
              of={["begin", "label"]}
            >
              <input name="label" required maxLength={40} dir="ltr" placeholder="0.0.1" />
            </Field>
            <div className="actions">
              <Submit intent="begin">{t("drafts:manage.begin")}</Submit>
            </div>
          </PostForm>
        </section>
      )}
    </>
  );
}
