import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { usePlanPoints } from "~/features/plans/ui/planPoints";
import { planPage } from "~/features/results/services/view/planPage.server";
import { Explorations } from "~/features/results/ui/plan/Explorations";
import { PlanState } from "~/features/results/ui/plan/PlanState";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { wholeNumber } from "~/kernel/wholeNumber";
import { ActPoints } from "~/ui/forms/ActPage";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ language, params, process, shared, t }) => {
  const number = wholeNumber(params.plan ?? "");
  if (number === null) throw refuse("not_found");
  const found = await shared(planPage, process, language, number);
  if (!found.ok) throw refuse(found.error.code);
  const page = found.value;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("plans:number", { number: page.view.number }),
    ...page,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function PlanPage() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const points = usePlanPoints(base, data.view);
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/votes`}>{t("common:nav.votes")}</PageLink> › {data.title}
      </Crumbs>
      <h1>{data.title}</h1>
      <p className="lead">
        {t("plans:page.lead")} {t("plans:page.sealed")} <Moment at={data.sealedAt} />.
      </p>
      {data.replacedBy !== null && (
        <p className="notice warn measure">
          {t("plans:page.replaced")}{" "}
          <PageLink to={`${base}/plans/${data.replacedBy}`}>
            {t("plans:number", { number: data.replacedBy })}
          </PageLink>
        </p>
      )}
      <PlanState base={base} {...data} />
      <section className="section" aria-labelledby="fixed">
        <h2 id="fixed">{t("plans:page.fixed")}</h2>
        <ActPoints points={points} />
      </section>
      <Explorations base={base} explorations={data.explorations} />
      <section className="section" aria-labelledby="text">
        <h2 id="text">{t("plans:page.text")}</h2>
        <p className="quiet measure">{t("plans:page.textLead")}</p>
        <p>
          <Hash value={data.hash} />
          <br />
          <EntryLink of="plan" name={data.view.number} />
        </p>
        <details className="more">
          <summary>{t("plans:page.show")}</summary>
          <pre dir="ltr" className="pre mono small">
            {data.text}
          </pre>
        </details>
      </section>
    </>
  );
}
