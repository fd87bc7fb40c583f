import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { recordSchema } from "~/features/records/contracts/record";
import { recordsPage, saveRecord } from "~/features/records/services/records.server";
import { RecordForm } from "~/features/records/ui/RecordForm";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { wholeNumber } from "~/kernel/wholeNumber";
import { Refused, Saved } from "~/ui/forms/forms";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t, url }) => {
  const { rows, ...paging } = await recordsPage(deps, process, pageAsked(url));
  return {
    ...paging,
    opened: wholeNumber(url.searchParams.get("record") ?? ""),
    slug: process.slug,
    title: t("records:title"),
    records: rows.map(({ number, kind, date, title, body }) => ({
      number,
      kind,
      date,
      // What is shown is what is edited: the text in the reader's language, else the source to begin from.
      title: localize(title, language).text,
      body: localize(body, language).text,
    })),
  };
});

export const action = acts(inProcess, "organizer", {
  save: intent(recordSchema, ({ deps, actor, language, process }, input) =>
    saveRecord(deps, actor, process, language, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

const blank = { number: null, kind: "decision" as const, date: "", title: "", body: "" };

export default function ManageRecords() {
  const { slug, records, opened, page, pages, total } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("records:title")}</h1>
      <p className="lead">{t("records:manageLead")}</p>
      <Refused intent="save" />
      <Saved intent="save">{t("common:saved")}</Saved>
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("records:new")}</h2>
        <RecordForm key={total} record={blank} />
      </section>
      {records.map((record) => (
        <section key={record.number} className="section" aria-labelledby={`r-${record.number}`}>
          <h2 id={`r-${record.number}`}>
            <PageLink to={`/p/${slug}/records/${record.number}`}>
              <bdi>{record.title}</bdi>
            </PageLink>
          </h2>
          {opened === record.number ? (
            <RecordForm record={record} />
          ) : (
            <p>
              <PageLink
                to={`/p/${slug}/manage/records?page=${page}&record=${record.number}#r-${record.number}`}
              >
                {t("records:edit")}
              </PageLink>
            </p>
          )}
        </section>
      ))}
      <Pager page={page} pages={pages} />
    </>
  );
}
