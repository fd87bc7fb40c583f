import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { listCompilations } from "~/features/results/services/listCompilations.server";
import { CompilationList } from "~/features/results/ui/CompilationList";
import { listRounds } from "~/features/rounds/services/roundViews.server";
import { RoundList } from "~/features/rounds/ui/RoundList";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";

export const loader = reads(inProcess, "anyone", async ({ shared, language, process, standing, t }) => {
  const [rounds, compilations] = await Promise.all([
    shared(listRounds, process, language),
    shared(listCompilations, process, language, standing.organizer),
  ]);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    rounds,
    compilations,
    title: t("common:nav.votes"),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Votes() {
  const { slug, process, rounds, compilations } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  const open = rounds.filter(({ phase }) => phase === "open" || phase === "draft");
  const over = rounds.filter(({ phase }) => phase !== "open" && phase !== "draft");
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("common:nav.votes")}
      </Crumbs>
      <h1>{t("common:nav.votes")}</h1>
      <p className="lead">{t("results:rounds.lead")}</p>
      <section className="section" aria-labelledby="results">
        <h2 id="results">{t("results:overview.results")}</h2>
        <CompilationList base={base} compilations={compilations} />
      </section>
      <section className="section" aria-labelledby="open">
        <h2 id="open">{t("results:rounds.openAndPlanned")}</h2>
        <RoundList base={base} rounds={open} empty={t("results:overview.noOpen")} />
      </section>
      <section className="section" aria-labelledby="over">
        <h2 id="over">{t("results:rounds.over")}</h2>
        <RoundList base={base} rounds={over} empty={t("results:rounds.noneOver")} />
      </section>
    </>
  );
}
