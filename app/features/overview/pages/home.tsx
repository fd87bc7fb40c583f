import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listProcesses } from "~/features/overview/services/listProcesses.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(anywhere, "anyone", async ({ deps, shared, language, standing, t }) => ({
  title: t("overview:home.title"),
  isFounder: standing.founder,
  isDemo: deps.settings.isDemo,
  processes: (await shared(listProcesses)).map((one) => ({
    slug: one.slug,
    title: localize(one.title, language),
    summary: localize(one.summary, language),
    open: one.openRounds,
    published: one.publishedResults,
  })),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Home() {
  const { processes, isFounder, isDemo } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("overview:home.title")}</h1>
      <p className="lead">{t("overview:home.lead")}</p>
      <section className="section" aria-labelledby="processes">
        <h2 id="processes">{t("overview:home.processes")}</h2>
        {processes.length === 0 && <p className="quiet measure">{t("overview:home.empty")}</p>}
        <div className="cards">
          {processes.map((process) => (
            <article className="card" key={process.slug}>
              <h3>
                <PageLink to={`/p/${process.slug}`}>
                  <Content view={process.title} />
                </PageLink>
              </h3>
              <p>
                <Content view={process.summary} />
              </p>
              <p className="quiet small">
                {t("overview:home.openRounds", { count: process.open })} ·{" "}
                {t("overview:home.results", { count: process.published })}
              </p>
            </article>
          ))}
        </div>
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
      <section className="section" aria-labelledby="how">
        <h2 id="how">{t("overview:home.how")}</h2>
        <ol className="steps measure">
          {(["rule", "vote", "count", "proof"] as const).map((step) => (
            <li key={step}>
              <strong>{t(`overview:home.step.${step}.title`)}</strong>
              <br />
              <span className="quiet">{t(`overview:home.step.${step}.body`)}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
