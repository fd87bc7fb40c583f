import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import { nextTownhall } from "~/features/meetings/services/findTownhall.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { todosInProcess } from "~/features/notices/services/todosInProcess.server";
import { TodoSection } from "~/features/notices/ui/TodoSection";
import { firstStepsOf, newcomerOf } from "~/features/overview/domain/firstSteps";
import { phasesOf } from "~/features/overview/domain/phases";
import { phaseFactsOf } from "~/features/overview/services/phases.server";
import { phasesInWords } from "~/features/overview/services/share/phasesInWords";
import { AboutProcess } from "~/features/overview/ui/front/AboutProcess";
import { FirstSteps } from "~/features/overview/ui/front/FirstSteps";
import { PhaseBar } from "~/features/overview/ui/PhaseBar";
import { nearestOf } from "~/features/processes/domain/milestones";
import { compilationsPage } from "~/features/results/services/listCompilations.server";
import { CompilationList } from "~/features/results/ui/CompilationList";
import { roundsPage } from "~/features/rounds/services/roundViews.server";
import { RoundList } from "~/features/rounds/ui/RoundList";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { nowAgainst, today } from "~/platform/clock.server";
import { previewPicture } from "~/ui/frame/head/preview";
import { Labelled } from "~/ui/text/Labelled";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

/** A front page names the first of each kind; the others have pages of their own. */
const mostShown = 12;
const first = { page: 1, perPage: mostShown };

export const loader = reads(inProcess, "anyone", async (context) => {
  const { deps, language, process, shared, standing, t } = context;
  const [rounds, compilations, terms, versions, townhall, facts] = await Promise.all([
    shared(roundsPage, process, language, { ...first, part: standing.organizer ? "ahead" : "open" }),
    shared(compilationsPage, process, language, { ...first, withUnpublished: standing.organizer }),
    shared(processTerms, process.id),
    shared(listDrafts, process, false),
    shared(nextTownhall, process),
    shared(phaseFactsOf, process),
  ]);
  const { groups, criteria, milestones, workgroups } = terms;
  const newest = versions.at(-1);
  const phases = phasesOf(facts, nowAgainst(deps, facts.newest?.commentsUntil));
  return {
    todos: await todosInProcess(context),
    phases,
    preview: {
      ...{
        title: localize(process.title, language).text,
        description: localize(process.summary, language).text,
      },
      picture: previewPicture(process.slug),
      alt: phasesInWords({ t, language }, phases),
    },
    first: {
      who: newcomerOf(standing),
      steps: firstStepsOf(newcomerOf(standing), {
        openRounds: facts.openRounds,
        draft: newest?.state === "published" ? newest.label : null,
        result: compilations.rows.find(({ publishedAt }) => publishedAt !== null)?.number ?? null,
      }),
      isFounder: standing.founder,
    },
    slug: process.slug,
    title: localize(process.title, language),
    summary: localize(process.summary, language),
    question: localize(process.question, language),
    rounds: rounds.rows,
    compilations: compilations.rows,
    hasMore: rounds.pages > 1 || compilations.pages > 1,
    draft: newest
      ? {
          label: newest.label,
          state: newest.state,
          commentsUntil: newest.commentsUntil,
          note: localize(newest.note, language),
        }
      : null,
    townhall: townhall && {
      number: townhall.number,
      title: localize(townhall.title, language),
      startsAt: townhall.startsAt,
      isLive: townhall.state === "live",
    },
    groups: groups.map(({ key, title }) => ({ key, title: localize(title, language) })),
    criteria: criteria.map(({ key, title }) => ({ key, title: localize(title, language) })),
    milestones: nearestOf(milestones, mostShown, () => today(deps)).map((one) => ({
      ...one,
      title: localize(one.title, language),
    })),
    workgroups: workgroups.map(({ key, name }) => ({ key, name })),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function Overview() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <h1>
        <Content view={data.title} marks />
      </h1>
      <p className="lead">
        <Content view={data.summary} />
      </p>
      <PhaseBar base={base} phases={data.phases} />
      <FirstSteps base={base} {...data.first} />
      <TodoSection todos={data.todos} />
      {data.townhall && (
        <p className="meeting-state">
          {data.townhall.isLive && <span className="dot" aria-hidden="true" />}{" "}
          <PageLink to={`${base}/townhalls/${data.townhall.number}`}>
            <strong>
              <Labelled label={t("townhalls:title", { number: data.townhall.number })}>
                <Content view={data.townhall.title} />
              </Labelled>
            </strong>
          </PageLink>{" "}
          · {data.townhall.isLive ? t("live:state.live") : <Moment at={data.townhall.startsAt} />}
        </p>
      )}
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
          {data.draft && (
            <section className="section" aria-labelledby="draft">
              <h2 id="draft">{t("overview:drafts.newest")}</h2>
              <p>
                <PageLink to={`${base}/drafts/${data.draft.label}`}>
                  <strong>{t("discussion:drafts.title", { label: data.draft.label })}</strong>
                </PageLink>{" "}
                <span className={`state state-${data.draft.state}`}>
                  {t(`drafts:state.${data.draft.state}`)}
                </span>
              </p>
              {data.draft.commentsUntil && data.draft.state === "published" && (
                <p className="quiet small">
                  {t("drafts:commentsEnd")} <Day at={data.draft.commentsUntil} />
                </p>
              )}
              {data.draft.note.text && (
                <p className="measure">
                  <Content view={data.draft.note} marks />
                </p>
              )}
            </section>
          )}
          {data.milestones.length > 0 && (
            <section className="section" aria-labelledby="timeline">
              <h2 id="timeline">{t("overview:timeline")}</h2>
              <ul className="clean">
                {data.milestones.map((milestone) => (
                  <li key={milestone.id}>
                    <strong>
                      <Content view={milestone.title} />
                    </strong>
                    <br />
                    <span className="quiet small">
                      <Day at={milestone.startsOn} />
                      {milestone.endsOn && (
                        <>
                          {" – "}
                          <Day at={milestone.endsOn} />
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <AboutProcess data={data} base={base} />
      </div>
    </>
  );
}
