import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { todosInProcess } from "~/features/notices/services/todosInProcess.server";
import { TodoSection } from "~/features/notices/ui/TodoSection";
import { newcomerOf } from "~/features/overview/domain/firstSteps";
import { frontOf } from "~/features/overview/services/front/frontPage.server";
import { phasesInWords } from "~/features/overview/services/share/phasesInWords";
import { AboutProcess } from "~/features/overview/ui/front/AboutProcess";
import { FirstSteps } from "~/features/overview/ui/front/FirstSteps";
import { Hero } from "~/features/overview/ui/front/Hero";
import { NextDates } from "~/features/overview/ui/front/NextDates";
import { TakePart } from "~/features/overview/ui/front/TakePart";
import { PhaseBar } from "~/features/overview/ui/PhaseBar";
import { compilationsPage, withAnswer } from "~/features/results/services/listCompilations.server";
import { CompilationList } from "~/features/results/ui/CompilationList";
import { LastResult } from "~/features/results/ui/LastResult";
import { roundsPage } from "~/features/rounds/services/roundViews.server";
import { RoundList } from "~/features/rounds/ui/RoundList";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { previewPicture } from "~/ui/frame/head/preview";
import { PageLink } from "~/ui/text/PageLink";

/** A front page names the first of each kind; the others have pages of their own. */
const mostShown = 12;
const first = { page: 1, perPage: mostShown };

export const loader = reads(inProcess, "anyone", async (context) => {
  const { deps, language, process, shared, standing, t } = context;
  const [front, rounds, compilations, terms] = await Promise.all([
    frontOf(deps, shared, process, language),
    shared(roundsPage, process, language, { ...first, part: standing.organizer ? "ahead" : "open" }),
    shared(compilationsPage, process, language, { ...first, withUnpublished: standing.organizer }),
    shared(processTerms, process.id),
  ]);
  const { groups, criteria, workgroups } = terms;
  return {
    ...front,
    todos: await todosInProcess(context),
    result: front.result && withAnswer({ t, language }, front.result),
    preview: {
      title: localize(process.title, language).text,
      description: localize(process.summary, language).text,
      picture: previewPicture(process.slug),
      alt: phasesInWords({ t, language }, front.phases),
    },
    help: { who: newcomerOf(standing), isFounder: standing.founder && !standing.suspended },
    slug: process.slug,
    title: localize(process.title, language),
    summary: localize(process.summary, language),
    question: localize(process.question, language),
    rounds: rounds.rows,
    compilations: compilations.rows,
    hasMore: rounds.pages > 1 || compilations.pages > 1,
    groups: groups.map(({ key, title }) => ({ key, title: localize(title, language) })),
    criteria: criteria.map(({ key, title }) => ({ key, title: localize(title, language) })),
    workgroups: workgroups.map(({ key, name }) => ({ key, name })),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

/** What it is, how far it has come and what anybody can do stand before everything that can be looked up. */
export default function Overview() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <Hero base={base} data={data} />
      <TodoSection todos={data.todos} />
      <PhaseBar base={base} phases={data.phases} />
      {data.help.who === "organizer" && <FirstSteps base={base} isFounder={data.help.isFounder} />}
      <TakePart base={base} ways={data.ways} help={data.help} />
      <div className="halves section">
        <NextDates base={base} dates={data.dates} />
        {data.result && (
          <section aria-labelledby="last-result">
            <h2 id="last-result">{t("overview:lastResult")}</h2>
            <LastResult base={base} result={data.result} />
          </section>
        )}
      </div>
      <div className="cols section">
        <div>
          <section aria-labelledby="open">
            <h2 id="open">{t("overview:open")}</h2>
            <RoundList base={base} rounds={data.rounds} empty={t("results:overview.noOpen")} />
          </section>
          <section className="section" aria-labelledby="results">
            <h2 id="results">{t("results:overview.results")}</h2>
            <CompilationList base={base} compilations={data.compilations} />
            {data.hasMore && (
              <p>
                <PageLink to={`${base}/votes`}>{t("common:nav.votes")}</PageLink>
              </p>
            )}
          </section>
        </div>
        <AboutProcess data={data} base={base} />
      </div>
    </>
  );
}
