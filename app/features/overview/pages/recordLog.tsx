import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import {
  type EntriesAbout as About,
  entriesPage,
} from "~/features/overview/services/entries/entriesPage.server";
import {
  pageOfEntry,
  recordLogPage,
  type ShownEntry,
} from "~/features/overview/services/recordLogPage.server";
import { EntriesAbout } from "~/features/overview/ui/log/EntriesAbout";
import { EntryWords } from "~/features/overview/ui/log/EntryWords";
import { LogSigned } from "~/features/overview/ui/log/LogSigned";
import { readAskedEntries } from "~/features/recordlog/domain/shownEntry";
import { recordHead } from "~/features/recordlog/services/read.server";
import { WitnessTable } from "~/features/recordlog/ui/WitnessTable";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { wholeNumber } from "~/kernel/wholeNumber";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { CheckLinks } from "~/ui/text/CheckLinks";
import { Moment } from "~/ui/text/Moment";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, shared, t, to, url }) => {
  const query = url.searchParams;
  const wanted = query.get("entry");
  if (wanted !== null) {
    const index = wholeNumber(wanted) ?? -1;
    const head = await recordHead(deps.db, process.id);
    if (!head || index < 0 || index > head.index) throw refuse("not_found");
    const page = pageOfEntry(head.index + 1, index);
    throw redirect(to(`/p/${process.slug}/log?page=${page}#entry-${index}`));
  }
  const of = query.get("of");
  const asked = of === null ? null : readAskedEntries(of);
  const about = asked && (await shared(entriesPage, process.id, asked, pageAsked(url)));
  if (of !== null && !about) throw refuse("not_found");
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t(titleOf(about)),
    about,
    log: about ? null : await shared(recordLogPage, process.id, pageAsked(url)),
  };
});

function titleOf(about: About | null) {
  if (!about) return "recordlog:title";
  return about.row?.key === "*" ? "overview:entries.allTitle" : "overview:entries.title";
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function RecordLog() {
  const { slug, process, log, about } = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  const base = `/p/${slug}`;
  if (about) return <EntriesAbout base={base} process={process} about={about as About} />;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("recordlog:title")}
      </Crumbs>
      <h1>{t("recordlog:title")}</h1>
      <p className="lead">{t("recordlog:lead")}</p>
      {!log && <p className="section quiet">{t("recordlog:none")}</p>}
      {log && (
        <>
          <LogSigned {...log} isWitnessed={log.witnessed !== null} />
          <WitnessTable witnessed={log.witnessed} />
          <CheckLinks />
          <section className="section" aria-labelledby="entries">
            <h2 id="entries">{t("recordlog:entries.title")}</h2>
            <p className="quiet small measure">{t("recordlog:entries.lead")}</p>
            <Scroll label={t("recordlog:entries.title")}>
              <table>
                <TableHead
                  columns={[
                    { label: t("recordlog:entries.index"), kind: "n" as const },
                    t("recordlog:entries.at"),
                    t("recordlog:entries.what"),
                  ]}
                />
                <tbody>
                  {(log.entries as ShownEntry[]).map((one) => (
                    <tr key={one.index} id={`entry-${one.index}`}>
                      <td className="n">{format.number(one.index)}</td>
                      <td>
                        <Moment at={one.at} />
                      </td>
                      <td>
                        <EntryWords base={base} entry={one} />
                        {one.index >= (log.checkpoint?.size ?? 0) && (
                          <span className="frag"> ({t("recordlog:entries.unsigned")})</span>
                        )}
                        <details className="more">
                          <summary>{t("recordlog:entries.text")}</summary>
                          <pre dir="ltr" className="pre mono small">
                            {one.entry}
                          </pre>
                          <p className="small">
                            {t("recordlog:entries.leaf")} <code dir="ltr">{one.leaf}</code>
                          </p>
                        </details>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            <Pager page={log.page} pages={log.pages} part="entries" />
          </section>
        </>
      )}
    </>
  );
}
