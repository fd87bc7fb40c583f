import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { findRule } from "~/features/results/services/findRule.server";
import { RuleText } from "~/features/rules/ui/RuleText";
import { ruleName } from "~/features/rules/ui/ruleName";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "anyone", async ({ deps, language, params, process }) => {
  const found = await findRule(deps, process, params.hash ?? "");
  if (!found) throw refuse("not_found");
  return { slug: process.slug, process: localize(process.title, language), ...found };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.rule.name ?? ""} · Codraft` },
];

export default function RulePage() {
  const { slug, process, rule, named, hash, canonical, rounds } = useLoaderData<typeof loader>();
  const words = useWords();
  const { t } = words;
  return (
    <>
      <Crumbs base={`/p/${slug}`} process={process}>
        {t("counting:rules.title")}
      </Crumbs>
      <h1>
        <bdi>{ruleName(words, named)}</bdi>
      </h1>
      <p className="lead">{t("counting:rules.lead")}</p>
      <section className="section">
        <RuleText rule={rule} />
      </section>
      <section className="section" aria-labelledby="declared">
        <h2 id="declared">{t("counting:rules.declaredFor")}</h2>
        {rounds.length === 0 && <p className="quiet">{t("counting:rules.neverDeclared")}</p>}
        <ul className="clean">
          {rounds.map((round) => (
            <li key={round.number}>
              <PageLink to={`/p/${slug}/rounds/${round.number}`}>
                {t("rounds:number", { number: round.number })}
              </PageLink>{" "}
              {round.openedAt && (
                <span className="quiet small">
                  {t("counting:rules.frozen")} <Day at={round.openedAt} />
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section className="section" aria-labelledby="file">
        <h2 id="file">{t("counting:rules.file")}</h2>
        <p className="quiet measure">{t("counting:rules.fileLead")}</p>
        <p>
          SHA-256 <code>{hash}</code>
        </p>
        <pre className="mono">{canonical}</pre>
      </section>
    </>
  );
}
