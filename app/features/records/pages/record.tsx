import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { findRecord } from "~/features/records/services/records.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Nested } from "~/ui/frame/Nested";
import { Html } from "~/ui/text/Html";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, params, process }) => {
  const record = await findRecord(deps, process, params.record);
  if (!record) throw refuse("not_found");
  const body = localize(record.body, language);
  await readTexts(deps.db, { message: [body.text] });
  return {
    slug: process.slug,
    process: localize(process.title, language),
    id: record.id,
    kind: record.kind,
    date: record.date,
    title: localize(record.title, language),
    body: { html: renderCached("message", body.text, ""), language: body.language },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function RecordPage() {
  const { slug, process, id, kind, date, title, body } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/records`}>{t("records:title")}</PageLink>
      </Crumbs>
      <h1>
        <Content view={title} />
      </h1>
      <p className="lead">
        {t(`records:kind.${kind}`)} · <Day at={date} />
      </p>
      <div className="section measure">
        <Html html={body.html} language={body.language} />
        <p>
          <EntryLink of="records" name={id} />
        </p>
      </div>
      <section className="section" aria-labelledby="shaped">
        <h2 id="shaped">{t("results:drafts.shaped")}</h2>
        <Nested frame={(shaped) => shaped ?? <p className="quiet">{t("records:drafts.shapedNothing")}</p>} />
      </section>
    </>
  );
}
