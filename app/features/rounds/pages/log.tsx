import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { logHeadOf } from "~/features/rounds/services/log/logHead.server";
import { viewLog } from "~/features/rounds/services/log/logView.server";
import { roundWords } from "~/features/rounds/ui/roundWords";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { CheckLinks } from "~/ui/text/CheckLinks";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(onAnyRound, "anyone", async ({ deps, language, process, round, t, url }) => {
  return {
    slug: process.slug,
    process: localize(process.title, language),
    kind: round.kind,
    number: round.number,
    reveal: round.reveal,
    log: await logHeadOf(deps, round),
    view: await viewLog(deps, round, pageAsked(url)),
    title: t("receipts:log.title"),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function LogPage() {
  const { slug, process, kind, number, reveal, log, view } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const here = `/p/${slug}/${roundPath({ kind, number })}`;
  const name = t(roundWords[kind].number, { number });
  return (
    <>
      <Crumbs base={`/p/${slug}`} process={process}>
        <PageLink to={here}>{name}</PageLink> › {t("receipts:log.title")}
      </Crumbs>
      <h1>{t("receipts:log.title")}</h1>
      <p className="lead">{t("receipts:log.lead")}</p>
      {!view && <p className="section quiet">{t("receipts:log.notOpened")}</p>}
      {view && !view.isClosed && <p className="notice section measure">{t("receipts:log.open")}</p>}
      {view && (
        <p>
          {t("receipts:log.terms")}{" "}
          <a href={inLanguage(language, `${here}/log/terms.json`)} download>
            terms.json
          </a>
        </p>
      )}
      {log && (
        <p>
          <EntryLink of="open" name={log} />
        </p>
      )}
      {view?.state && (
        <>
          {view.state.problems.length === 0 ? (
            <p className="notice section measure" role="status">
              {t("receipts:log.verified", { count: view.state.size })}
            </p>
          ) : (
            <div className="notice bad section measure" role="alert">
              <p>{t("receipts:log.broken")}</p>
              <ul className="clean">
                {view.state.problems.map((problem) => (
                  <li key={`${problem.index}-${problem.kind}`}>
                    {t("receipts:log.at", { index: problem.index })} {t(`receipts:problem.${problem.kind}`)}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <dl className="facts">
            <div>
              <dt>{t("receipts:log.entries")}</dt>
              <dd>{view.state.size}</dd>
            </div>
            <div>
              <dt>{t("receipts:log.ballots")}</dt>
              <dd>{view.ballots}</dd>
            </div>
            <div>
              <dt>{t("receipts:log.root")}</dt>
              <dd>
                <code title={view.state.root}>{view.state.root.slice(0, 16)}…</code>
              </dd>
            </div>
            <div>
              <dt>{t("receipts:log.file")}</dt>
              <dd>
                <small>
                  {view.isRevealed ? (
                    <a href={inLanguage(language, `${here}/log/entries.jsonl`)} download>
                      entries.jsonl
                    </a>
                  ) : (
                    t(`receipts:log.notYet.${reveal}`)
                  )}
                </small>
              </dd>
            </div>
          </dl>
          <CheckLinks />
          <details className="more" id="leaves" open={view.paging.page > 1}>
            <summary>{t("receipts:log.leaves")}</summary>
            <Scroll label={t("receipts:log.leaves")}>
              <table>
                <TableHead
                  columns={[
                    { label: t("receipts:page.index"), kind: "n" as const },
                    t("receipts:log.kind"),
                    t("receipts:page.leaf"),
                  ]}
                />
                <tbody>
                  {view.rows.map((row) => (
                    <tr key={row.index}>
                      <td className="n">{row.index}</td>
                      <td>{row.kind}</td>
                      <td>
                        <code>{row.leaf}</code>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            <Pager {...view.paging} part="leaves" label={t("receipts:log.leaves")} />
          </details>
        </>
      )}
    </>
  );
}
