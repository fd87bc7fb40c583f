import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { inProcess } from "~/features/membership/registrations/place.server";
import { deleteProcess } from "~/features/opendata/services/deleteProcess.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { line } from "~/kernel/fields";
import { Field, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ process, t }) => ({
  slug: process.slug,
  title: t("opendata:manage.title"),
}));

export const action = acts(inProcess, "organizer", {
  delete: intent(z.strictObject({ slug: line(80) }), async ({ deps, actor, process, to }, { slug }) => {
    const deleted = await deleteProcess(deps, actor, process, slug);
    return deleted.ok ? redirect(to("/")) : deleted;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageData() {
  const { slug } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <h1>{t("opendata:manage.title")}</h1>
      <section className="section" aria-labelledby="export">
        <h2 id="export">{t("opendata:whole.title")}</h2>
        <p>{t("opendata:whole.lead")}</p>
        <p className="actions">
          <a className="btn" href={`/p/${slug}/export.zip`} download>
            {t("opendata:whole.do")}
          </a>
          <PageLink to={`/p/${slug}/data`}>{t("opendata:title")}</PageLink>
        </p>
        <p className="quiet small">{t("opendata:whole.private")}</p>
      </section>
      <section className="section" aria-labelledby="delete">
        <h2 id="delete">{t("opendata:delete.title")}</h2>
        <p>{t("opendata:delete.lead")}</p>
        <Refused intent="delete" />
        <PostForm reloadDocument>
          <Field
            label={t("opendata:delete.name")}
            hint={
              <>
                {t("opendata:delete.nameHint")} <bdi className="mono">{slug}</bdi>
              </>
            }
            of={["delete", "slug"]}
          >
            <input name="slug" required maxLength={80} autoComplete="off" dir="ltr" />
          </Field>
          <div className="actions">
            <Submit intent="delete" kind="danger">
              {t("opendata:delete.do")}
            </Submit>
          </div>
        </PostForm>
      </section>
    </div>
  );
}
