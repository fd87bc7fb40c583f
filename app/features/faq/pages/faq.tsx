import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ReadInLinks } from "~/features/drafts/ui/ReadInLinks";
import { listFaq } from "~/features/faq/services/listFaq.server";
import { FaqEntry } from "~/features/faq/ui/FaqEntry";
import { inProcess } from "~/features/membership/registrations/place.server";
import { readInOf } from "~/features/processes/domain/readIn";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "anyone", async ({ language, process, shared, standing, t, url }) => {
  const readIn = readInOf(url.searchParams.get("in"), process, language);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("drafts:faq.title"),
    ...(await shared(listFaq, process, readIn.now, pageAsked(url))),
    readIn,
    isOrganizer: standing.organizer,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Faq() {
  const { slug, process, entries, page, pages, isOrganizer, readIn } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("drafts:faq.title")}
      </Crumbs>
      <h1>{t("drafts:faq.title")}</h1>
      <p className="lead">{t("faq:lead")}</p>
      <ReadInLinks here={`${base}/faq`} readIn={readIn} />
      {entries.length === 0 && (
        <p className="section quiet">
          {t("faq:empty")} {isOrganizer && <PageLink to={`${base}/manage/faq`}>{t("faq:add")}</PageLink>}
        </p>
      )}
      <div className="section measure">
        {entries.map((entry) => (
          <FaqEntry key={entry.number} base={base} entry={entry} />
        ))}
      </div>
      <Pager page={page} pages={pages} />
    </>
  );
}
