import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { onDesk } from "~/features/notices/domain/todos";
import { todosOf } from "~/features/notices/services/readTodos.server";
import { sayTodos } from "~/features/notices/services/sayTodo";
import { TodoList } from "~/features/notices/ui/TodoList";
import { nextStep } from "~/features/overview/domain/firstSteps";
import { phasesOf } from "~/features/overview/domain/phases";
import { phaseFactsOf } from "~/features/overview/services/phases.server";
import { setupSteps } from "~/features/overview/services/setupSteps.server";
import { PhaseBar } from "~/features/overview/ui/PhaseBar";
import { openTurnoutsOf } from "~/features/rounds/services/roll.server";
import { TurnoutBars } from "~/features/rounds/ui/TurnoutBars";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { nowAgainst } from "~/platform/clock.server";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async (context) => {
  const { deps, language, process, shared, t } = context;
  const todos = onDesk(await todosOf(context), process);
  const facts = await shared(phaseFactsOf, process);
  return {
    todos: sayTodos({ t, language, now: deps.now() }, todos),
    slug: process.slug,
    steps: await shared(setupSteps, process),
    turnouts: await openTurnoutsOf(deps, process, language, turnoutsShown),
    phases: phasesOf(facts, nowAgainst(deps, facts.newest?.commentsUntil)),
    title: t("overview:manage.home.title"),
  };
});

/** More open rounds than these are read on the pages of their workgroups. */
const turnoutsShown = 12;
/** Of forty things to do these are read; the others wait below them. */
const thatMatter = 3;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageHome() {
  const { slug, steps, todos, turnouts, phases } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const next = nextStep(steps);
  return (
    <>
      <h1>{t("overview:manage.home.todo")}</h1>
      <p className="lead">
        {todos.items.length > 0
          ? todos.lead
          : next
            ? t("overview:manage.home.next", { at: steps.indexOf(next) + 1, of: steps.length })
            : t("overview:manage.home.nothing")}
      </p>
      {next && todos.items.length === 0 && (
        <div className="card todo first">
          <div>
            <h2>{t(`overview:step.${next.key}.title`)}</h2>
            <p className="quiet">{t(`overview:step.${next.key}.todo`)}</p>
          </div>
          <PageLink to={`/p/${slug}/manage/${next.page}`} className="btn">
            {t("overview:manage.home.go")}
          </PageLink>
        </div>
      )}
      <TodoList items={todos.items} ofProcess most={thatMatter} heading="h2" />
      <PhaseBar base={`/p/${slug}`} phases={phases} />
      <TurnoutBars base={`/p/${slug}`} rounds={turnouts} />
      <details className="section more" open={steps.some(({ count }) => count === 0)}>
        <summary>
          <h2 className="summary">{t("overview:manage.home.steps")}</h2>
        </summary>
        <p className="quiet">{t("overview:manage.home.lead")}</p>
        <ol className="steps measure">
          {steps.map((step) => (
            <li key={step.key} className={step.count > 0 ? "done" : ""}>
              <PageLink to={`/p/${slug}/manage/${step.page}`}>
                <strong>{t(`overview:step.${step.key}.title`)}</strong>
              </PageLink>
              <br />
              <span className="quiet">
                {step.count === 0
                  ? t(`overview:step.${step.key}.todo`)
                  : step.key === "public"
                    ? t("overview:step.public.done")
                    : t("overview:step.have", { count: step.count })}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}
