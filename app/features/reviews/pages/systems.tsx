import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { reviewRuleHash } from "~/features/reviews/domain/ruleHash";
import { ruleFor } from "~/features/reviews/services/board.server";
import { systemsAt } from "~/features/reviews/services/systemsAt.server";
import { CellList } from "~/features/reviews/ui/CellList";
import { Matrix, MatrixKey, type MatrixSystem, MatrixTable } from "~/features/reviews/ui/Matrix";
import { VerdictMark } from "~/features/reviews/ui/VerdictMark";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ language, process, shared, standing, t, url }) => {
  const found = await shared(systemsAt, process, url.searchParams.get("draft"), standing.organizer);
  if (!found) throw refuse("not_found");
  const { versions, at, board, flips } = found;
  const names = await shared(resultNames, process, language);
  const rule = ruleFor(process);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("reviews:title"),
    isOrganizer: standing.organizer,
    draft: at?.draft.label ?? null,
    isWorking: at?.draft.state === "working",
    drafts: versions.map(({ draft }) => draft.label).toReversed(),
    rule,
    ruleHash: reviewRuleHash(rule),
    names,
    columns: (at?.version.items ?? [])
      .filter(({ level }) => rule.levels.includes(level))
      .map(({ component }) => ({
        key: component,
        label: ownValue(names.components, component) ?? component,
      })),
    systems: board.map(({ system, assessed, reviewers }) => ({
      key: system.key,
      name: system.name,
      maker: system.maker,
      about: localize(system.about, language),
      reviewers: reviewers.length,
      affiliated: reviewers.filter(({ affiliated }) => affiliated).length,
      assessed,
    })),
    flips,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Systems() {
  const data = useLoaderData<typeof loader>();
  const { t, language, format } = useWords();
  const base = `/p/${data.slug}`;
  const meeting = data.systems.filter(({ assessed }) => assessed.verdict === "meets").length;
  const systems = data.systems as MatrixSystem[];
  const at = data.draft === null ? "" : `?draft=${encodeURIComponent(data.draft)}`;
  const nameOf = new Map(data.systems.map(({ key, name }) => [key, name]));
  const file = (name: string) => inLanguage(language, `${base}/systems/files/${name}${at}`);
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("reviews:title")}
      </Crumbs>
      <h1>{t("reviews:title")}</h1>
      <p className="lead">{t("reviews:lead")}</p>
      {data.drafts.length > 1 && (
        <nav className="actions" aria-label={t("reviews:against")}>
          <form method="get" className="row">
            <label className="field">
              <span>{t("reviews:against")}</span>
              <select name="draft" defaultValue={data.draft ?? ""}>
                {data.drafts.map((label) => (
                  <option key={label}>{label}</option>
                ))}
              </select>
            </label>
            <button type="submit" className="btn q mini">
              {t("reviews:show")}
            </button>
          </form>
        </nav>
      )}
      {data.systems.length === 0 && (
        <p className="section quiet measure">
          {t(data.draft === null ? "reviews:noDraft" : "reviews:none")}{" "}
          {data.isOrganizer && <PageLink to={`${base}/manage/systems`}>{t("reviews:manage.add")}</PageLink>}
        </p>
      )}
      {data.systems.length > 0 && (
        <>
          {data.isWorking && <p className="notice warn">{t("reviews:working")}</p>}
          <p className="section">
            <strong>{t("reviews:meeting", { count: meeting, all: data.systems.length })}</strong>{" "}
            {data.flips &&
              data.flips.flips.length === 0 &&
              t("reviews:noFlips", { label: data.flips.before })}
          </p>
          {data.flips && data.flips.flips.length > 0 && (
            <div className="notice">
              <p>{t("reviews:flips", { label: data.flips.before })}</p>
              <ul className="clean">
                {data.flips.flips.map(({ system, from, to }) => (
                  <li key={system}>
                    <PageLink to={`${base}/systems/${system}${at}`}>
                      <bdi>{nameOf.get(system)}</bdi>
                    </PageLink>
                    : {t(`reviews:verdict.${from}`)} → {t(`reviews:verdict.${to}`)}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <section className="section" aria-labelledby="matrix">
            <h2 id="matrix">{t("reviews:matrix")}</h2>
            <MatrixKey />
            <Matrix systems={systems} columns={data.columns} title={t("reviews:matrix")} />
            <MatrixTable
              systems={systems}
              columns={data.columns}
              criteria={data.names.criteria}
              title={t("reviews:matrix")}
            />
          </section>
          <section className="section" aria-labelledby="list">
            <h2 id="list">{t("reviews:conclusions")}</h2>
            <Scroll label={t("reviews:conclusions")}>
              <table>
                <TableHead
                  columns={[
                    t("reviews:system"),
                    t("reviews:conclusion"),
                    { label: t("reviews:done"), kind: "n" },
                    t("reviews:why"),
                    { label: t("reviews:reviewers"), kind: "n" },
                  ]}
                />
                <tbody>
                  {data.systems.map(({ key, name, maker, assessed, reviewers, affiliated }) => (
                    <tr key={key}>
                      <th scope="row">
                        <PageLink to={`${base}/systems/${key}${at}`}>
                          <bdi>{name}</bdi>
                        </PageLink>
                        <br />
                        <span className="small quiet">
                          <bdi>{maker}</bdi>
                        </span>
                      </th>
                      <td>
                        <VerdictMark verdict={assessed.verdict} />
                      </td>
                      <td className="n">
                        {assessed.asked > 0 ? format.percent(assessed.done / assessed.asked) : "–"}
                      </td>
                      <td className="small">
                        <CellList
                          label={t("reviews:standAgainst")}
                          cells={assessed.against}
                          names={data.names}
                          most={4}
                        />
                        <CellList
                          label={t("reviews:areMissing")}
                          cells={assessed.missing}
                          names={data.names}
                          most={4}
                        />
                      </td>
                      <td className="n">
                        {format.number(reviewers)}
                        {affiliated > 0 && (
                          <span className="small quiet">
                            <br />
                            {t("reviews:affiliatedCount", { count: affiliated })}
                          </span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </section>
          <section className="section" aria-labelledby="files">
            <h2 id="files">{t("reviews:files")}</h2>
            <ul className="clean">
              <li>
                <a href={file("conclusions.csv")} download>
                  conclusions.csv
                </a>
              </li>
              <li>
                <a href={file("cells.csv")} download>
                  cells.csv
                </a>
              </li>
            </ul>
          </section>
        </>
      )}
      <section className="section" aria-labelledby="rule">
        <h2 id="rule">{t("reviews:rule.title")}</h2>
        <p className="measure">
          {t("reviews:rule.meets", {
            levels: format.list(data.rule.levels.map((level) => t(`drafts:level.${level}`))),
          })}{" "}
          {t(`reviews:rule.notApplicable.${data.rule.notApplicable}`)}{" "}
          {t(`reviews:rule.affiliated.${data.rule.affiliated}`)} <Hash value={data.ruleHash} />
        </p>
      </section>
    </>
  );
}
