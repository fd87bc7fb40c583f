import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type BarRow, PositionKey, ResultBars } from "~/features/approvals/ui/ResultBars";
import { ResultTable } from "~/features/approvals/ui/ResultTable";
import { Growth } from "~/features/endorsements/ui/Growth";
import { inProcess } from "~/features/membership/registrations/place.server";
import { type GateShown, Gates } from "~/features/release/ui/Gates";
import { SnapshotList } from "~/features/release/ui/SnapshotList";
import { processReport } from "~/features/report/services/report.server";
import { FigureTable } from "~/features/representation/ui/FigureTable";
import { byScore, ScoreChart } from "~/features/results/ui/ResultCharts";
import { asNumber } from "~/features/results/ui/words";
import { Matrix, MatrixKey, type MatrixSystem } from "~/features/reviews/ui/Matrix";
import { VerdictMark } from "~/features/reviews/ui/VerdictMark";
import { BandLegend, BandMark } from "~/features/rules/ui/bands";
import { type DrawnTimeline, TimelineChart } from "~/features/timeline/ui/TimelineChart";
import { TimelineTable } from "~/features/timeline/ui/TimelineTable";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content, Hash } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, t }) => {
  return {
    slug: process.slug,
    process: localize(process.title, language),
    summary: localize(process.summary, language),
    title: t("release:report.title"),
    origin: deps.settings.origin,
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

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type PartProps = { readonly data: Data; readonly base: string };

/** From start to release on one page, in the order of what happened; to be printed as it is. */
export default function Report() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <div className="report">
      <Crumbs base={base} process={data.process}>
        {t("release:report.title")}
      </Crumbs>
      <h1>
        {t("release:report.title")}: <Content view={data.process} />
      </h1>
      <p className="lead">
        <Content view={data.summary} />
      </p>
      <Standing data={data} base={base} />
      <Figures data={data} />
      <Time data={data} base={base} />
      <People data={data} base={base} />
      <Results data={data} base={base} />
      <Townhalls data={data} base={base} />
      <Versions data={data} base={base} />
      <Systems data={data} base={base} />
      <Approvals data={data} base={base} />
      <Endorsements data={data} base={base} />
      <Decisions data={data} base={base} />
      <p className="section">
        <PageLink to={`${base}/thanks`}>{t("representation:thanks.title")}</PageLink>
      </p>
    </div>
  );
}

/** Which version it is of, by which decision, and of when its figures are. */
function Standing({ data, base }: PartProps) {
  const { t } = useWords();
  const { shown } = data;
  const { decision } = data.decision ?? {};
  return (
    <>
      {shown && (
        <p className="notice measure">
          <PageLink to={`${base}/drafts/${shown.label}`}>
            {t("discussion:drafts.title", { label: shown.label })}
          </PageLink>{" "}
          ({t(`drafts:state.${shown.state}`)}) <Hash value={shown.hash} />
          <br />
          {data.decision && decision ? (
            <>
              <PageLink to={`${base}/board/${data.decision.number}`}>
                {t("release:decision.approved", { label: shown.label })}
              </PageLink>
              : <bdi>{decision.decidedBy}</bdi>, <Day at={decision.decidedOn} />
            </>
          ) : (
            t("report:noDecision")
          )}
        </p>
      )}
      <p className="small quiet">
        {data.from && (
          <>
            <Day at={data.from} /> – <Day at={data.madeOn} />.{" "}
          </>
        )}
        {t("report:asOf")} <Day at={data.madeOn} />.
      </p>
      <p className="small quiet print-only">
        {t("report:addresses")} <bdi>{data.origin}</bdi>
      </p>
    </>
  );
}

function Figures({ data }: Pick<PartProps, "data">) {
  const { t, format } = useWords();
  return (
    <dl className="facts many">
      {figureNames.map((name) => (
        <div key={name}>
          <dt>{t(`report:figure.${name}`)}</dt>
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
  );
}

function Time({ data, base }: PartProps) {
  const { t } = useWords();
  if (!data.drawn) return null;
  return (
    <section className="section" aria-labelledby="time">
      <h2 id="time">
        <PageLink to={`${base}/timeline`}>{t("release:timeline.title")}</PageLink>
      </h2>
      <Scroll label={t("release:timeline.title")}>
        <TimelineChart drawn={data.drawn as DrawnTimeline} title={t("release:timeline.title")} />
      </Scroll>
      <details className="more">
        <summary>{t("timeline:list")}</summary>
        <TimelineTable base={base} entries={data.entries} />
      </details>
    </section>
  );
}

function People({ data, base }: PartProps) {
  const { t, language } = useWords();
  const { people } = data;
  if (!people) return null;
  return (
    <section className="section" aria-labelledby="people">
      <h2 id="people">
        <PageLink to={`${base}/people`}>{t("representation:title")}</PageLink>
      </h2>
      <p className="small quiet measure">
        {t("representation:counted")} <Day at={people.takenAt} />.
      </p>
      <FigureTable
        title={t("representation:byGroup")}
        what={t("representation:group")}
        rows={people.groups}
        total={people.total}
      />
      <img
        className="world"
        src={inLanguage(language, `${base}/people/map.svg`)}
        alt={t("representation:map")}
        width={960}
        height={468}
      />
      <FigureTable
        title={t("representation:byRegion")}
        what={t("representation:region")}
        rows={people.regions}
        total={people.total}
      />
    </section>
  );
}

function Results({ data, base }: PartProps) {
  const { t, format } = useWords();
  if (data.results.length === 0) return null;
  return (
    <section className="section" aria-labelledby="votes">
      <h2 id="votes">{t("common:nav.votes")}</h2>
      {data.results.map(({ number, title, result }) => (
        <div key={number}>
          <h3>
            <PageLink to={`${base}/results/${number}`}>
              <Content view={title} />
            </PageLink>
          </h3>
          <p className="small quiet">
            {t("results:list.line", { voters: result.voters, components: result.components.length })} ·{" "}
            <bdi>{result.rule.name}</bdi>
          </p>
          <BandLegend />
          <ScoreChart result={result} names={data.names} />
          <details className="more">
            <summary>{t("results:charts.asTable")}</summary>
            <Scroll label={t("results:table.title")}>
              <table>
                <TableHead
                  columns={[
                    t("results:table.component"),
                    t("results:table.band"),
                    { label: t("results:table.score"), kind: "n" },
                  ]}
                />
                <tbody>
                  {byScore(result).map((one) => (
                    <tr key={one.component}>
                      <th scope="row">{data.names.components[one.component] ?? one.component}</th>
                      <td>
                        <BandMark band={one.band} />
                      </td>
                      <td className="n">{format.number(asNumber(one.score))}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </details>
        </div>
      ))}
    </section>
  );
}

function Townhalls({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.townhalls.length === 0) return null;
  return (
    <section className="section" aria-labelledby="townhalls">
      <h2 id="townhalls">
        <PageLink to={`${base}/townhalls`}>{t("townhalls:list")}</PageLink>
      </h2>
      <ul className="meetings">
        {data.townhalls.map(({ number, title, startsAt }) => (
          <li key={number}>
            <PageLink to={`${base}/townhalls/${number}`}>
              {t("townhalls:title", { number })}: <Content view={title} />
            </PageLink>
            <span className="quiet small">
              <Day at={startsAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Versions({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.drafts.length === 0) return null;
  return (
    <section className="section" aria-labelledby="drafts">
      <h2 id="drafts">{t("common:nav.drafts")}</h2>
      <Scroll label={t("common:nav.drafts")}>
        <table>
          <TableHead
            columns={[t("report:version"), t("timeline:when"), t("report:changed"), t("report:hash")]}
          />
          <tbody>
            {data.drafts.map((draft) => (
              <tr key={draft.label}>
                <th scope="row">
                  <PageLink to={`${base}/drafts/${draft.label}`}>
                    <bdi>{draft.label}</bdi>
                  </PageLink>
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
  );
}

function Systems({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.systems.length === 0) return null;
  return (
    <section className="section" aria-labelledby="systems">
      <h2 id="systems">
        <PageLink to={`${base}/systems${data.shown ? `?draft=${encodeURIComponent(data.shown.label)}` : ""}`}>
          {t("reviews:heldAgainst", { label: data.shown?.label ?? "" })}
        </PageLink>
      </h2>
      <MatrixKey />
      <Matrix systems={data.systems as MatrixSystem[]} columns={data.columns} title={t("reviews:matrix")} />
      <ul className="thanked">
        {data.systems.map(({ key, name, assessed }) => (
          <li key={key}>
            <bdi>{name}</bdi> <VerdictMark verdict={assessed.verdict} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every counted approval of the version, and links to those of other versions. */
function Approvals({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.approvals.length + data.otherApprovals.length === 0) return null;
  const verdict = (isMet: boolean | null) =>
    isMet === null
      ? t("report:approvalOpen")
      : t(isMet ? "approvals:verdict.approved" : "approvals:verdict.notApproved");
  return (
    <section className="section" aria-labelledby="approvals">
      <h2 id="approvals">
        <PageLink to={`${base}/approvals`}>{t("approvals:title")}</PageLink>
      </h2>
      {data.approvals.length > 0 && <PositionKey />}
      {data.approvals.map((approval) => (
        <div key={approval.number}>
          <h3>
            <PageLink to={`${base}/approvals/${approval.number}`}>
              <Content view={approval.title} />
            </PageLink>
          </h3>
          <p>{verdict(approval.isMet)}</p>
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
        </div>
      ))}
      {data.otherApprovals.length > 0 && (
        <>
          <h3>{t("report:otherApprovals")}</h3>
          <ul className="clean">
            {data.otherApprovals.map((one) => (
              <li key={one.number}>
                <PageLink to={`${base}/approvals/${one.number}`}>
                  <Content view={one.title} />
                </PageLink>{" "}
                <span className="small quiet">
                  <bdi>{one.draft}</bdi> · {verdict(one.isMet)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Endorsements({ data, base }: PartProps) {
  const { t, format } = useWords();
  const { endorsements, shown } = data;
  if (!endorsements || !shown) return null;
  return (
    <section className="section" aria-labelledby="endorsements">
      <h2 id="endorsements">
        <PageLink to={`${base}/endorsements?draft=${encodeURIComponent(shown.label)}`}>
          {t("endorsements:title")}
        </PageLink>
      </h2>
      {endorsements.embargoUntil && (
        <p className="quiet">
          {t("endorsements:embargo.public")} <Moment at={endorsements.embargoUntil} />
        </p>
      )}
      {endorsements.shown && (
        <>
          <dl className="facts">
            <div>
              <dt>{t("endorsements:total")}</dt>
              <dd>{format.number(endorsements.shown.counts.total)}</dd>
            </div>
            <div>
              <dt>{t("endorsements:kinds.organization")}</dt>
              <dd>{format.number(endorsements.shown.counts.organizations)}</dd>
            </div>
            <div>
              <dt>{t("endorsements:kinds.person")}</dt>
              <dd>{format.number(endorsements.shown.counts.people)}</dd>
            </div>
          </dl>
          <Growth curve={endorsements.shown.curve} points={endorsements.shown.points} />
        </>
      )}
    </section>
  );
}

/** The gates that the release was decided on, and every decision. */
function Decisions({ data, base }: PartProps) {
  const { t } = useWords();
  return (
    <>
      {data.gates.length > 0 && (
        <section className="section" aria-labelledby="gates">
          <h2 id="gates">
            {data.decision ? (
              <PageLink to={`${base}/board/${data.decision.number}`}>{t("release:gatesThen")}</PageLink>
            ) : (
              <>
                {t("release:gatesOf")} <bdi>{data.shown?.label}</bdi>
              </>
            )}
          </h2>
          <Gates base={base} gates={data.gates as GateShown[]} groups={data.gateGroups} />
        </section>
      )}
      <section className="section" aria-labelledby="decisions">
        <h2 id="decisions">
          <PageLink to={`${base}/board`}>{t("release:snapshots")}</PageLink>
        </h2>
        <SnapshotList base={base} snapshots={data.snapshots} />
      </section>
    </>
  );
}
