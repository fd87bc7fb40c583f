import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { sealingQuery, sealingSchema } from "~/features/plans/contracts/sealing";
import { sealingDesk } from "~/features/plans/services/sealingDesk.server";
import { sealingPage } from "~/features/plans/services/sealPlan.server";
import { PlanForm } from "~/features/plans/ui/PlanForm";
import { PlanList } from "~/features/plans/ui/PlanList";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t }) => ({
  title: t("processes:manage.nav.plans"),
  slug: process.slug,
  ...(await sealingDesk(deps, process, language)),
}));

export const action = acts(inProcess, "organizer", {
  prepare: intent(sealingSchema, async ({ deps, process, to }, input) => {
    const page = await sealingPage(deps, process, input);
    if (!page.ok) return page;
    return redirect(to(`/p/${process.slug}/manage/plans/seal?${sealingQuery(input)}`));
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManagePlans() {
  const { title, slug, plans, rounds, opensBy } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <h1>{title}</h1>
      <p className="lead">{t("plans:lead")}</p>
      <PlanList base={base} plans={plans} empty={t("plans:none")} />
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("plans:form.title")}</h2>
        {rounds.length === 0 ? (
          <p className="quiet measure">
            {t("plans:form.noRounds")}{" "}
            <PageLink to={`${base}/manage/rounds`}>{t("processes:manage.nav.rounds")}</PageLink>
          </p>
        ) : (
          <PlanForm rounds={rounds} opensBy={opensBy} />
        )}
      </section>
    </>
  );
}
