import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { deeds } from "~/features/representation/domain/deeds";
import { thankedIn } from "~/features/representation/services/thanks.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { collator } from "~/kernel/language/intl";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, t }) => {
  const people = await thankedIn(deps, process);
  const { compare } = collator(language, {});
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("representation:thanks.title"),
    people: people.sort((a, b) => compare(a.name, b.name)),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Thanks() {
  const { slug, process, people } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/people`}>{t("representation:title")}</PageLink> ›{" "}
        {t("representation:thanks.title")}
      </Crumbs>
      <h1>{t("representation:thanks.title")}</h1>
      <p className="lead">{t("representation:thanks.lead")}</p>
      {people.length === 0 && <p className="section quiet">{t("representation:thanks.none")}</p>}
      {deeds.map((deed) => {
        const did = people.filter((one) => one.deeds.includes(deed));
        if (did.length === 0) return null;
        return (
          <section className="section" key={deed} aria-labelledby={`d-${deed}`}>
            <h2 id={`d-${deed}`}>{t(`representation:thanks.deed.${deed}`)}</h2>
            <ul className="thanked">
              {did.map(({ name, affiliation }) => (
                <li key={`${name} ${affiliation}`}>
                  <bdi>{name}</bdi>
                  {affiliation && (
                    <span className="quiet small">
                      {" "}
                      <bdi>{affiliation}</bdi>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <p className="section small quiet measure">
        {t("representation:thanks.consent")}{" "}
        <PageLink to="/profile">{t("representation:profile.title")}</PageLink>
      </p>
    </>
  );
}
