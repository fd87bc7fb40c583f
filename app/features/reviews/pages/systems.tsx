import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { byVerdict } from "~/features/reviews/domain/conclusion";
import { requiredOf } from "~/features/reviews/domain/held";
import { reviewRuleHash } from "~/features/reviews/domain/ruleHash";
import { ruleFor } from "~/features/reviews/services/board.server";
import { systemsAt } from "~/features/reviews/services/systemsAt.server";
import { Matrix, MatrixKey, MatrixTable } from "~/features/reviews/ui/Matrix";
import { Conclusions } from "~/features/reviews/ui/systems/Conclusions";
import { Flips } from "~/features/reviews/ui/systems/Flips";
import { RuleText } from "~/features/reviews/ui/systems/RuleText";
import { Standing } from "~/features/reviews/ui/systems/Standing";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { pageAsked, pageOf } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

/** As many systems as are told one by one above the table. */
const mostInStrip = 60;

/** As many systems as have some 1,500 components between them: a table of them can be read, and is no book. */
const systemsPerPage = (columns: number) =>
  Math.min(50, Math.max(5, Math.floor(1_500 / Math.max(1, columns))));

export const loader = reads(inProcess, "anyone", async ({ language, process, shared, standing, t, url }) => {
  const found = await shared(systemsAt, process, url.searchParams.get("draft"), standing.organizer);
  if (!found) throw refuse("not_found");
  const { labels, at, criteria, systems: all, people, flips } = found;
  const names = await shared(resultNames, process, language);
  const rule = ruleFor(process);
  const items = at?.version.items ?? [];
  const columns = items
    .filter(({ level }) => rule.levels.includes(level))
    .map(({ component }) => ({ key: component, label: ownValue(names.components, component) ?? component }));
  const sorted = byVerdict(all, ({ held }) => held.verdict);
  const shown = pageOf(sorted, pageAsked(url), systemsPerPage(columns.length));
  const undecided = all.filter(({ held }) => held.verdict === "incomplete");
  const nameOf = new Map(all.map(({ system }) => [system.key, system.name]));
  return {
    page: shown.page,
    pages: shown.pages,
    total: shown.total,
    meeting: all.filter(({ held }) => held.verdict === "meets").length,
    undecided: undecided.length,
    missing: undecided.reduce((sum, { held }) => sum + held.asked - held.done, 0),
    verdicts: sorted.length <= mostInStrip ? sorted.map(({ held }) => held.verdict) : [],
    slug: process.slug,
    process: localize(process.title, language),
    title: t("reviews:title"),
    isOrganizer: standing.organizer,
    draft: at?.draft.label ?? null,
    isWorking: at?.draft.state === "working",
    drafts: labels.toReversed(),
    rule,
    ruleHash: reviewRuleHash(rule),
    names,
    criteria,
    columns,
    systems: shown.rows.map(({ system, held: { letters, verdict, asked, done } }) => ({
      key: system.key,
      name: system.name,
      maker: system.maker,
      reviewers: people.get(system.id)?.reviewers ?? 0,
      affiliated: people.get(system.id)?.affiliated ?? 0,
      held: { verdict, asked, done },
      letters: requiredOf(letters, items, criteria.length, rule).letters,
    })),
    flips: flips && {
      before: flips.before,
      flips: flips.flips.map((one) => ({ ...one, name: nameOf.get(one.system) ?? one.system })),
    },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Systems() {
  const data = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = `/p/${data.slug}`;
  const at = data.draft === null ? "" : `?draft=${encodeURIComponent(data.draft)}`;
  const file = (name: string) => inLanguage(language, `${base}/systems/files/${name}${at}`);
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("reviews:title")}
      </Crumbs>
      <h1>{t("reviews:title")}</h1>
      {data.systems.length > 0 ? <Standing data={data} /> : <p className="lead">{t("reviews:lead")}</p>}
      {data.drafts.length > 1 && (
        <nav aria-label={t("reviews:against")}>
          <form method="get" className="actions">
            <label className="field">
              <span>{t("reviews:against")}</span>
              <select name="draft" defaultValue={data.draft ?? ""}>
                {data.drafts.map((label) => (
                  <option key={label}>{label}</option>
                ))}
              </select>
            </label>
            <button type="submit" className="btn q">
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
          <Flips data={data} base={base} at={at} />
          <section className="section" aria-labelledby="matrix">
            <h2 id="matrix">{t("reviews:matrix")}</h2>
            <MatrixKey />
            <Matrix
              systems={data.systems.map((one) => ({ ...one, verdict: one.held.verdict }))}
              columns={data.columns}
              criteria={data.criteria}
              title={t("reviews:matrix")}
              addressOf={(key) => `${base}/systems/${key}${at}`}
            />
            <MatrixTable
              systems={data.systems}
              columns={data.columns}
              criteria={data.criteria}
              names={data.names.criteria}
              title={t("reviews:matrix")}
            />
          </section>
          <Conclusions data={data} base={base} at={at} />
          <Pager page={data.page} pages={data.pages} />
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
