import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isResultWitnessed } from "~/features/recordlog/services/witnessed.server";
import { substanceOf } from "~/features/results/domain/firmness";
import { totalScore } from "~/features/results/domain/resultDocument";
import { onCompilation } from "~/features/results/registrations/place.server";
import { uncountedRounds } from "~/features/results/services/counting/uncountedRounds.server";
import { compilationsPage } from "~/features/results/services/listCompilations.server";
import {
  checklistsFrom,
  type Reason,
  reasonsOf,
  resultNames,
} from "~/features/results/services/resultPage.server";
import { answerWords } from "~/features/results/services/view/answerWords";
import { previewOfResult } from "~/features/results/services/view/previewOfResult";
import { resultView } from "~/features/results/services/view/resultView.server";
import { StandingNotice } from "~/features/results/ui/plan/StandingNotice";
import { Answer } from "~/features/results/ui/result/Answer";
import { CameOfIt } from "~/features/results/ui/result/CameOfIt";
import { Care } from "~/features/results/ui/result/Care";
import { Cautions } from "~/features/results/ui/result/Cautions";
import { ResultTabs } from "~/features/results/ui/result/ResultTabs";
import { Trust } from "~/features/results/ui/result/Trust";
import { BandBar } from "~/features/results/ui/rows/BandBar";
import { Components } from "~/features/results/ui/rows/Components";
import { Counting } from "~/features/results/ui/tabs/Counting";
import { History } from "~/features/results/ui/tabs/History";
import { Reasons } from "~/features/results/ui/tabs/Reasons";
import { VerifyResult } from "~/features/results/ui/tabs/VerifyResult";
import { WhatIf } from "~/features/results/ui/tabs/WhatIf";
import { Workgroups } from "~/features/results/ui/tabs/Workgroups";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { groupedBy } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { previewPicture } from "~/ui/frame/head/preview";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { Content, Paragraphs } from "~/ui/text/text";

export const loader = reads(
  onCompilation,
  "anyone",
  async ({ language, process, shared, standing, compilation, t, url }) => {
    const { number, title, intro, result, resultHash, createdAt, publishedAt, reference } = compilation;
    const names = await shared(resultNames, process, language);
    const view = resultView(result, names, url, language);
    const answer = answerWords({ t, language }, view.head, view);
    const reasons = await shared(reasonsOf, compilation);
    const asked = { page: pageAsked(url, "results"), withUnpublished: standing.organizer, except: number };
    const others = view.tab === "history" ? await shared(compilationsPage, process, language, asked) : null;
    return {
      slug: process.slug,
      process: localize(process.title, language),
      number,
      title: localize(title, language),
      intro: localize(intro, language),
      preview: {
        ...previewOfResult({ t, language }, compilation, answer),
        picture: previewPicture(process.slug, `results/${number}`),
      },
      answer,
      view,
      total: view.tab === "counting" ? totalScore(result) : "",
      resultHash,
      createdAt,
      publishedAt,
      reference: view.tab === "history" ? reference : null,
      names,
      reasons: view.tab === "reasons" ? reasons : [],
      given: numberOf(reasons),
      others,
      checklists: await shared(checklistsFrom, compilation),
      uncounted: await shared(uncountedRounds, process, compilation),
      isWitnessed: await shared(isResultWitnessed, process.id, number),
      isOrganizer: standing.organizer,
    };
  },
);

/** How many reasons were given for each component. */
function numberOf(reasons: readonly Reason[]): Record<string, number> {
  const given = groupedBy(reasons, ({ component }) => component);
  return Object.fromEntries([...given].map(([component, all]) => [component, all.length]));
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function ResultPage() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { names, view } = data;
  const { head, tab } = view;
  const base = `/p/${data.slug}`;
  const here = `${base}/results/${data.number}`;
  const isCompared = substanceOf(head) === "ballots";
  // The answer comes first, but for one that is no result.
  const isExplored = head.plan?.standing === "explored";
  const standing = <StandingNotice base={base} plan={head.plan} />;
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
      {isExplored && standing}
      <Answer {...data.answer} />
      <BandBar here={here} view={view} />
      <Trust
        base={base}
        here={here}
        head={head}
        view={view}
        isPublished={data.publishedAt !== null}
        isWitnessed={data.isWitnessed}
      />
      {!isExplored && standing}
      <Cautions here={here} head={head} leftOut={data.uncounted.leftOut} />
      <div className="cols">
        <div>
          <ResultTabs
            here={here}
            tab={tab}
            hasReasons={Object.keys(data.given).length > 0}
            isCompared={isCompared}
          />
          {tab === "components" && (
            <Components here={here} view={view} names={names} reasons={data.given} isCompared={isCompared} />
          )}
          {tab === "workgroups" && <Workgroups base={base} head={head} rows={view.rows} names={names} />}
          {tab === "counting" && (
            <Counting base={base} view={view} names={names} uncounted={data.uncounted} total={data.total} />
          )}
          {tab === "explore" && isCompared && <WhatIf here={here} view={view} names={names} />}
          {tab === "files" && (
            <VerifyResult
              base={base}
              number={data.number}
              result={head}
              rule={view.rule}
              resultHash={data.resultHash}
            />
          )}
          {tab === "reasons" && <Reasons reasons={data.reasons} names={names} />}
          {tab === "history" && (
            <History
              base={base}
              number={data.number}
              view={view}
              names={names}
              countedAt={data.createdAt}
              publishedAt={data.publishedAt}
              others={data.others}
              reference={data.reference}
            />
          )}
          {tab !== "files" && tab !== "reasons" && tab !== "explore" && (
            <Pager page={view.paging.page} pages={view.paging.pages} part="rows" />
          )}
        </div>
        <aside>
          {data.intro.text && (
            <div className="note">
              <Paragraphs view={data.intro} />
            </div>
          )}
          <Care here={here} head={head} uncounted={data.uncounted} />
          <CameOfIt base={base} number={data.number} checklists={data.checklists} names={names} />
        </aside>
      </div>
    </>
  );
}
