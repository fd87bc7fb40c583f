import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inWords } from "~/features/notices/services/inWords";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { todosOf } from "~/features/notices/services/readTodos.server";
import { sayTodos } from "~/features/notices/services/sayTodo";
import { inPreparation, listProcesses } from "~/features/overview/services/listProcesses.server";
import { ForYou } from "~/features/overview/ui/ForYou";
import { HowItWorks } from "~/features/overview/ui/HowItWorks";
import { Preparing } from "~/features/overview/ui/Preparing";
import { ProcessCards } from "~/features/overview/ui/ProcessCards";
import { anywhere } from "~/http/place.server";
import { type RouteContext, reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { useErased } from "~/ui/forms/erasing";
import { PageLink } from "~/ui/text/PageLink";

/** So much of what they were told stands on it. */
const newsShown = 5;

export const loader = reads(anywhere, "anyone", async (context) => {
  const { actor, shared, deps, language, standing, t } = context;
  return {
    title: actor ? t("overview:home.forYou") : t("overview:home.title"),
    isFounder: standing.founder,
    isDemo: deps.settings.isDemo,
    mine: actor && (await readMine({ ...context, actor })),
    processes: (await shared(listProcesses)).map((one) => ({
      slug: one.slug,
      title: localize(one.title, language),
      summary: localize(one.summary, language),
      open: one.openRounds,
      published: one.publishedResults,
    })),
  };
});

/** What needs somebody, and what they were told last. */
async function readMine(context: RouteContext<typeof anywhere, "signed-in">) {
  const { actor, deps, language, t } = context;
  const [todos, { notices }, preparing] = await Promise.all([
    todosOf(context),
    readNotices(deps, actor, language),
    inPreparation(deps, actor),
  ]);
  return {
    name: actor.displayName,
    preparing: preparing.map(({ slug, title, summary }) => ({
      slug,
      title: localize(title, language),
      summary: localize(summary, language),
    })),
    ...sayTodos({ t, language, now: deps.now() }, todos),
    news: notices.slice(0, newsShown).map(({ id, kind, values, path, createdAt, isNew }) => ({
      id,
      sentence: t(`notices:sentence.${kind}`, inWords(t, language, values, actor.zone)),
      path,
      createdAt,
      isNew,
    })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Home() {
  const { mine, processes, isFounder, isDemo } = useLoaderData<typeof loader>();
  const { t } = useWords();
  useErased();
  return (
    <>
      {mine ? (
        <ForYou mine={mine} />
      ) : (
        <>
          <h1>{t("overview:home.title")}</h1>
          <p className="lead">{t("overview:home.lead")}</p>
        </>
      )}
      {mine && mine.preparing.length > 0 && <Preparing processes={mine.preparing} />}
      <section className="section" aria-labelledby="processes">
        <h2 id="processes">{t("overview:home.processes")}</h2>
        {processes.length === 0 && <p className="quiet measure">{t("overview:home.empty")}</p>}
        <ProcessCards
          processes={processes}
          more={(process) => (
            <p className="quiet small">
              {t("overview:home.openRounds", { count: process.open })} ·{" "}
              {t("overview:home.results", { count: process.published })}
            </p>
          )}
        />
        <div className="actions">
          {isFounder && (
            <PageLink to="/start-process" className="btn">
              {t("overview:home.start")}
            </PageLink>
          )}
          {isDemo && (
            <PageLink to="/sign-in" className="btn q">
              {t("overview:home.demo")}
            </PageLink>
          )}
        </div>
      </section>
      {mine ? null : <HowItWorks />}
    </>
  );
}
