import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type BarRow, PositionKey, ResultBars } from "~/components/approvals/ResultBars";
import { ResultTable } from "~/components/approvals/ResultTable";
import { Go } from "~/components/Go";
import { Day } from "~/components/Moment";
import { FigureTable } from "~/components/people/FigureTable";
import { SnapshotList } from "~/components/release/SnapshotList";
import { type DrawnTimeline, TimelineChart } from "~/components/release/TimelineChart";
import { Matrix, MatrixKey, type MatrixSystem } from "~/components/reviews/Matrix";
import { VerdictMark } from "~/components/reviews/VerdictMark";
import { Crumbs } from "~/components/rounds";
import { Scroll } from "~/components/Scroll";
import { TableHead } from "~/components/TableHead";
import { Content, Hash } from "~/components/text";
import { localize } from "~/contracts/localized";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { ProcessRow } from "~/services/people/scope.server";
import { processReport } from "~/services/releasing/report.server";

export const loader = reads("anyone", async ({ deps, language, scope, t }) => {
  const process = scope.process as ProcessRow;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    summary: localize(process.summary, language),
    title: t("release:report.title"),
    madeOn: deps.now().toISOString().slice(0, 10),
    ...(await processReport(deps, process, language)),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""}: ${data?.process.text ?? ""} · Codraft` },
];

const figureNames = [
  "registered",
  "rounds",
  "ballots",
  "comments",
  "disposed",
  "townhalls",
  "topics",
  "decisions",
] as const;

export default function Report() {
  const data = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  const base = `/p/${data.slug}`;
  const { approval } = data;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("release:report.title")}
      </Crumbs>
      <h1>
        {t("release:report.title")}: <Content view={data.process} />
      </h1>
      <p className="lead">
        <Content view={data.summary} />
      </p>
      <p className="small quiet">
        {data.from && (
          <>
            <Day at={data.from} /> –{" "}
          </>
        )}
        <Day at={data.madeOn} />
        {data.shown && (
          <>
            {" "}
            ·{" "}
            <Go to={`${base}/drafts/${data.shown.label}`}>
              {t("drafts:title", { label: data.shown.label })}
            </Go>{" "}
            ({t(`drafts:state.${data.shown.state}`)}) <Hash value={data.shown.hash} />
          </>
        )}
      </p>
      <dl className="facts many">
        {figureNames.map((name) => (
          <div key={name}>
            <dt>{t(`release:report.figure.${name}`)}</dt>
            <dd>
              {data.figures[name] === null ? (
                <small>{t("representation:few")}</small>
              ) : (
                format.number(data.figures[name])
              )}
            </dd>
          </div>
        ))}
      </dl>
      {data.drawn && (
        <section className="section" aria-labelledby="time">
          <h2 id="time">
            <Go to={`${base}/timeline`}>{t("release:timeline.title")}</Go>
          </h2>
          <Scroll label={t("release:timeline.title")}>
            <TimelineChart drawn={data.drawn as DrawnTimeline} title={t("release:timeline.title")} />
          </Scroll>
        </section>
      )}
      {data.total && (
        <section className="section" aria-labelledby="people">
          <h2 id="people">
            <Go to={`${base}/people`}>{t("representation:title")}</Go>
          </h2>
          <FigureTable
            title={t("representation:byGroup")}
            what={t("representation:group")}
            rows={data.groups}
            total={data.total}
          />
        </section>
      )}
      {data.results.length > 0 && (
        <section className="section" aria-labelledby="votes">
          <h2 id="votes">{t("common:nav.votes")}</h2>
          <ul className="clean">
            {data.results.map((one) => (
              <li key={one.number}>
                <Go to={`${base}/results/${one.number}`}>
                  <Content view={one.title} />
                </Go>{" "}
                <span className="small quiet">
                  {t("result:list.line", { voters: one.voters, components: one.components })} ·{" "}
                  <bdi>{one.rule}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {data.drafts.length > 0 && (
        <section className="section" aria-labelledby="drafts">
          <h2 id="drafts">{t("common:nav.drafts")}</h2>
          <Scroll label={t("common:nav.drafts")}>
            <table>
              <TableHead
                columns={[
                  t("release:report.version"),
                  t("release:timeline.when"),
                  t("release:report.changed"),
                  t("release:report.hash"),
                ]}
              />
              <tbody>
                {data.drafts.map((draft) => (
                  <tr key={draft.label}>
                    <th scope="row">
                      <Go to={`${base}/drafts/${draft.label}`}>
                        <bdi>{draft.label}</bdi>
                      </Go>
                    </th>
                    <td>{draft.publishedAt && <Day at={draft.publishedAt} />}</td>
                    <td>
                      <Content view={draft.note} />
                    </td>
                    <td>
                      <Hash value={draft.hash} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </section>
      )}
      {data.systems.length > 0 && (
        <section className="section" aria-labelledby="systems">
          <h2 id="systems">
            <Go to={`${base}/systems`}>{t("reviews:heldAgainst", { label: data.shown?.label ?? "" })}</Go>
          </h2>
          <MatrixKey />
          <Matrix
            systems={data.systems as MatrixSystem[]}
            columns={data.columns}
            title={t("reviews:matrix")}
          />
          <ul className="thanked">
            {data.systems.map(({ key, name, assessed }) => (
              <li key={key}>
                <bdi>{name}</bdi> <VerdictMark verdict={assessed.verdict} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {approval && (
        <section className="section" aria-labelledby="approval">
          <h2 id="approval">
            <Go to={`${base}/approvals/${approval.number}`}>
              <Content view={approval.title} />
            </Go>
          </h2>
          <p>{t(approval.isMet ? "approvals:verdict.approved" : "approvals:verdict.notApproved")}</p>
          <PositionKey />
          <ResultBars
            rows={approval.rows as BarRow[]}
            threshold={null}
            title={t("approvals:result.groups")}
          />
          <ResultTable
            rows={approval.rows as BarRow[]}
            title={t("approvals:result.groups")}
            what={t("approvals:table.group")}
          />
        </section>
      )}
      <section className="section" aria-labelledby="decisions">
        <h2 id="decisions">
          <Go to={`${base}/board`}>{t("release:snapshots")}</Go>
        </h2>
        <SnapshotList base={base} snapshots={data.snapshots} />
      </section>
      <p className="section">
        <Go to={`${base}/thanks`}>{t("representation:thanks.title")}</Go>
      </p>
    </>
  );
}
