import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { changesToCite } from "~/features/evidence/services/changesToCite.server";
import { faqSchema } from "~/features/faq/contracts/faq";
import { findFaq, saveFaq } from "~/features/faq/services/faq.server";
import { faqEntriesOf } from "~/features/faq/services/listFaq.server";
import { type Edited, FaqForm } from "~/features/faq/ui/FaqForm";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pageAsked } from "~/kernel/paging";
import { wholeNumber } from "~/kernel/wholeNumber";
import { Refused, Saved } from "~/ui/forms/forms";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ deps, process, shared, t, url }) => {
  const [clauses, { rows, ...paging }] = await Promise.all([
    shared(changesToCite, process),
    faqEntriesOf(deps, process, pageAsked(url)),
  ]);
  const opened = url.searchParams.get("entry") ?? undefined;
  // The one that is asked for may be on another page.
  const asked = rows.some(({ number }) => String(number) === opened)
    ? null
    : await findFaq(deps, process, opened);
  const seen = new Map(clauses.map(({ value, name }) => [value.slice(value.lastIndexOf(":") + 1), name]));
  return {
    ...paging,
    slug: process.slug,
    title: t("drafts:faq.title"),
    opened: wholeNumber(opened ?? ""),
    clauses: [...seen].map(([id, name]) => ({ id, name })),
    entries: (asked ? [asked, ...rows] : rows).map(({ number, revision, question, answer, clauseIds }) => ({
      number,
      seen: String(revision),
      question,
      answer,
      clauseIds,
    })),
  };
});

export const action = acts(inProcess, "organizer", {
  save: intent(faqSchema, ({ deps, actor, process }, input) => saveFaq(deps, actor, process, input)),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];
const blank: Edited = { number: null, seen: "0", question: "", answer: "", clauseIds: [] };

export default function ManageFaq() {
  const { slug, opened, clauses, entries, page, pages, total } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("drafts:faq.title")}</h1>
      <p className="lead">{t("faq:manageLead")}</p>
      <Refused intent="save" />
      <Saved intent="save">{t("common:saved")}</Saved>
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("faq:add")}</h2>
        <FaqForm key={total} entry={blank} clauses={clauses} />
      </section>
      {entries.map((entry) => (
        <section key={entry.number} className="section" aria-labelledby={`q-${entry.number}`}>
          <h2 id={`q-${entry.number}`}>
            <PageLink to={`/p/${slug}/faq/${entry.number}`}>
              <bdi>{entry.question}</bdi>
            </PageLink>
          </h2>
          {opened === entry.number ? (
            <FaqForm entry={entry} clauses={clauses} />
          ) : (
            <p>
              <PageLink to={`/p/${slug}/manage/faq?page=${page}&entry=${entry.number}#q-${entry.number}`}>
                {t("faq:edit")}
              </PageLink>
            </p>
          )}
        </section>
      ))}
      <Pager page={page} pages={pages} />
    </>
  );
}
