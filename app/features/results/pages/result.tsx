import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isFragile, substanceOf } from "~/features/results/domain/firmness";
import { totalScore } from "~/features/results/domain/resultDocument";
import { onCompilation } from "~/features/results/registrations/place.server";
import { uncountedRounds } from "~/features/results/services/counting/uncountedRounds.server";
import { checklistsFrom, reasonsOf, resultNames } from "~/features/results/services/resultPage.server";
import { ComponentTable } from "~/features/results/ui/ComponentTable";
import { ResultCharts } from "~/features/results/ui/ResultCharts";
import { ResultComparison } from "~/features/results/ui/ResultComparison";
import { Cautions } from "~/features/results/ui/result/Cautions";
import { MovedVotes } from "~/features/results/ui/result/MovedVotes";
import { PublishedBeside } from "~/features/results/ui/result/PublishedBeside";
import { Reasons } from "~/features/results/ui/result/Reasons";
import { VerifyResult } from "~/features/results/ui/result/VerifyResult";
import { Turnout } from "~/features/results/ui/Turnout";
import { asNumber } from "~/features/results/ui/words";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Nested } from "~/ui/frame/Nested";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content, Paragraphs } from "~/ui/text/text";

export const loader = reads(
  onCompilation,
  "anyone",
  async ({ language, process, shared, standing, compilation }) => {
    const { number, title, intro, result, resultHash, publishedAt, reference } = compilation;
    return {
      slug: process.slug,
      process: localize(process.title, language),
      number,
      title: localize(title, language),
      intro: localize(intro, language),
      result,
      total: totalScore(result),
      resultHash,
      publishedAt,
      reference,
      names: await shared(resultNames, process, language),
      reasons: await shared(reasonsOf, compilation),
      checklists: await shared(checklistsFrom, compilation),
      uncounted: await shared(uncountedRounds, process, compilation),
      isOrganizer: standing.organizer,
    };
  },
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function ResultPage() {
  const data = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  const { result, names } = data;
  const base = `/p/${data.slug}`;
  const isCompared = substanceOf(result) === "ballots";
  const firm = result.components.filter((one) => !isFragile(one)).length;
  const noOffered = result.workgroups.filter(({ notNecessary }) => notNecessary === "offered").length;
  const fragile = result.components.length - firm;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/votes`}>{t("common:nav.votes")}</PageLink> ›{" "}
        {t("results:number", { number: data.number })}
      </Crumbs>
      {!data.publishedAt && (
        <p className="notice warn">
          {t("results:unpublished")}{" "}
          {data.isOrganizer && (
            <PageLink to={`${base}/manage/compilations/${data.number}`}>{t("results:toPublish")}</PageLink>
          )}
        </p>
      )}
      <h1>
        <Content view={data.title} />
      </h1>
      <p className="lead">
        {t("results:lead", { workgroups: result.workgroups.length, components: result.components.length })}{" "}
        {data.publishedAt && (
          <>
            {t("results:publishedOn")} <Day at={data.publishedAt} />.{" "}
          </>
        )}
        {t("results:countedUnder")}{" "}
        <PageLink to={`${base}/rules/${result.ruleHash}`}>{result.rule.name}</PageLink>,{" "}
        {result.declaredBefore === "yes" ? t("results:declaredBefore") : t("results:exploredAfter")}.
      </p>
      {result.declaredBefore === "no" && (
        <p className="notice warn measure">{t("results:exploredWarning")}</p>
      )}
      <Cautions base={base} result={result} uncounted={data.uncounted} />
      {data.intro.text && (
        <div className="notice measure">
          <Paragraphs view={data.intro} />
        </div>
      )}
      <dl className="facts">
        <div>
          <dt>{t("results:fact.voted")}</dt>
          <dd>
            {format.number(result.voters)} <small>{t("results:fact.ofRoll", { count: result.onRoll })}</small>
          </dd>
        </div>
        <div>
          <dt>{t("results:fact.cells")}</dt>
          <dd>
            {format.number(result.cellsAnswered)}{" "}
            <small>{t("results:fact.of", { total: format.number(result.cellsAsked) })}</small>
          </dd>
        </div>
        <div>
          <dt>{t("results:fact.mean")}</dt>
          <dd>
            {format.number(asNumber(result.mean))}{" "}
            <small dir="ltr">
              {data.total} / {result.components.length}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t("results:fact.firm")}</dt>
          <dd>
            {isCompared ? (
              <>
                {format.number(firm)}{" "}
                <small>{t("results:fact.of", { total: result.components.length })}</small>
              </>
            ) : (
              <small>{t("results:caution.notCompared")}</small>
            )}
          </dd>
        </div>
      </dl>
      <div className="cols">
        <div>
          <ComponentTable result={result} names={names} />
        </div>
        <aside>
          <section className="note" aria-labelledby="care">
            <h2 id="care">{t("results:care.title")}</h2>
            {isCompared && fragile > 0 && <p>{t("results:care.fragile", { count: fragile })}</p>}
            {noOffered > 0 && noOffered < result.workgroups.length && (
              <p>{t("results:care.notNecessary", { offered: noOffered, count: result.workgroups.length })}</p>
            )}
            {result.rule.classify.method === "mean-multiples" && <p>{t("rules:meanCaveat")}</p>}
            <a href="#side-by-side">{t("results:care.link")}</a>
          </section>
          <VerifyResult base={base} number={data.number} result={result} resultHash={data.resultHash} />
          <section className="note" aria-labelledby="came">
            <h2 id="came">{t("results:came.title")}</h2>
            {data.checklists.length === 0 && <p>{t("results:came.nothing")}</p>}
            <ul className="clean">
              {data.checklists.map((one) => (
                <li key={one.number}>
                  <PageLink to={`${base}/checklists/${one.number}`}>
                    {t("results:came.checklist")} <bdi>{one.draftLabel}</bdi>
                  </PageLink>
                </li>
              ))}
            </ul>
          </section>
          <p className="no-print">
            <PageLink to={`${base}/threads?about=result:${data.number}`}>{t("common:threads.here")}</PageLink>
          </p>
          <Nested
            names={names.components}
            frame={(shaped) =>
              shaped && (
                <section className="note" aria-labelledby="shaped">
                  <h2 id="shaped">{t("results:drafts.shaped")}</h2>
                  {shaped}
                </section>
              )
            }
          />
        </aside>
      </div>
      <ResultCharts result={result} names={names} />
      <Turnout base={base} result={result} names={names} />
      <ResultComparison result={result} names={names} />
      <MovedVotes result={result} names={names} />
      <Reasons reasons={data.reasons} names={names} />
      {data.reference && <PublishedBeside reference={data.reference} result={result} names={names} />}
    </>
  );
}
