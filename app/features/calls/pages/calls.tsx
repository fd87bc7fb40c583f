import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listCalls } from "~/features/calls/services/calls.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, standing, t, url }) => {
  const { rows, ...paging } = await listCalls(deps, process, pageAsked(url));
  return {
    ...paging,
    slug: process.slug,
    process: localize(process.title, language),
    title: t("representation:calls.title"),
    isOrganizer: standing.organizer,
    calls: rows.map(({ call, isOpen }) => ({
      number: call.number,
      kind: call.kind,
      title: localize(call.title, language),
      until: call.until,
      isOpen,
    })),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Calls() {
  const { slug, process, calls, isOrganizer, page, pages } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/people`}>{t("representation:title")}</PageLink> ›{" "}
        {t("representation:calls.title")}
      </Crumbs>
      <h1>{t("representation:calls.title")}</h1>
      <p className="lead">{t("calls:lead")}</p>
      {calls.length === 0 && (
        <p className="section quiet">
          {t("calls:none")} {isOrganizer && <PageLink to={`${base}/manage/calls`}>{t("calls:new")}</PageLink>}
        </p>
      )}
      <ul className="clean section measure">
        {calls.map((call) => (
          <li key={call.number}>
            <PageLink to={`${base}/calls/${call.number}`}>
              <strong>
                <Content view={call.title} />
              </strong>
            </PageLink>
            <br />
            <span className="small quiet">
              {t(`calls:kind.${call.kind}`)} ·{" "}
              {call.isOpen ? (
                <>
                  {t("calls:until")} <Day at={call.until} />
                </>
              ) : (
                t("calls:over")
              )}
            </span>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </>
  );
}
