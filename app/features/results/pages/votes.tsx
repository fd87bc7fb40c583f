import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { listPlans } from "~/features/plans/services/read.server";
import { PlanList } from "~/features/plans/ui/PlanList";
import { compilationsPage } from "~/features/results/services/listCompilations.server";
import { CompilationList } from "~/features/results/ui/CompilationList";
import { roundsPage } from "~/features/rounds/services/roundViews.server";
import { RoundList } from "~/features/rounds/ui/RoundList";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "anyone", async ({ shared, language, process, standing, t, url }) => {
  const [plans, ahead, over, compilations] = await Promise.all([
    shared(listPlans, process),
    shared(roundsPage, process, language, { part: "ahead", page: pageAsked(url, "ahead") }),
    shared(roundsPage, process, language, { part: "closed", page: pageAsked(url) }),
    shared(compilationsPage, process, language, {
      page: pageAsked(url, "results"),
      withUnpublished: standing.organizer,
    }),
  ]);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    ahead,
    over,
    compilations,
    plans,
    title: t("common:nav.votes"),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Votes() {
  const { slug, process, ahead, over, compilations, plans } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("common:nav.votes")}
      </Crumbs>
      <h1>{t("common:nav.votes")}</h1>
      <p className="lead">{t("results:rounds.lead")}</p>
      <section className="section" aria-labelledby="results">
        <h2 id="results">{t("results:overview.results")}</h2>
        <CompilationList base={base} compilations={compilations.rows} />
        <Pager
          page={compilations.page}
          pages={compilations.pages}
          name="results"
          part="results"
          label={t("results:overview.results")}
        />
      </section>
      <section className="section" aria-labelledby="plans">
        <h2 id="plans">{t("plans:title")}</h2>
        <PlanList base={base} plans={plans} empty={t("plans:none")} />
      </section>
      <section className="section" aria-labelledby="open">
        <h2 id="open">{t("results:rounds.openAndPlanned")}</h2>
        <RoundList base={base} rounds={ahead.rows} empty={t("results:overview.noOpen")} />
        <Pager
          page={ahead.page}
          pages={ahead.pages}
          name="ahead"
          part="open"
          label={t("results:rounds.openAndPlanned")}
        />
      </section>
      <section className="section" aria-labelledby="over">
        <h2 id="over">{t("results:rounds.over")}</h2>
        <RoundList base={base} rounds={over.rows} empty={t("results:rounds.noneOver")} />
        <Pager page={over.page} pages={over.pages} part="over" label={t("results:rounds.over")} />
      </section>
    </>
  );
}
