import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { reviewRuleHash } from "~/features/reviews/domain/ruleHash";
import { ruleFor } from "~/features/reviews/services/board.server";
import { systemsAt } from "~/features/reviews/services/systemsAt.server";
import { Matrix, MatrixKey, type MatrixSystem, MatrixTable } from "~/features/reviews/ui/Matrix";
import { Conclusions } from "~/features/reviews/ui/systems/Conclusions";
import { Flips } from "~/features/reviews/ui/systems/Flips";
import { RuleText } from "~/features/reviews/ui/systems/RuleText";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

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
  const { t, language } = useWords();
  const base = `/p/${data.slug}`;
  const meeting = data.systems.filter(({ assessed }) => assessed.verdict === "meets").length;
  const systems = data.systems as MatrixSystem[];
  const at = data.draft === null ? "" : `?draft=${encodeURIComponent(data.draft)}`;
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
          <Flips data={data} base={base} at={at} />
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
          <Conclusions data={data} base={base} at={at} />
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
      <RuleText rule={data.rule} hash={data.ruleHash} />
    </>
  );
}
