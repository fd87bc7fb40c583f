import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, t }) => {
  const groups = await workgroupsOf(deps.db, process.id);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    groups: groups.map(({ key, name, system, maker, charter }) => ({
      key,
      name,
      system,
      maker,
      charter: localize(charter, language),
    })),
    title: t("common:nav.workgroups"),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Workgroups() {
  const { slug, process, groups } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <Crumbs base={`/p/${slug}`} process={process}>
        {t("common:nav.workgroups")}
      </Crumbs>
      <h1>{t("common:nav.workgroups")}</h1>
      <p className="lead">{t("workgroups:lead")}</p>
      {groups.length === 0 && <p className="section quiet">{t("workgroups:empty")}</p>}
      <div className="cards section">
        {groups.map((group) => (
          <article className="card" key={group.key}>
            <h2>
              <PageLink to={`/p/${slug}/workgroups/${group.key}`}>
                <bdi>{group.name}</bdi>
              </PageLink>
            </h2>
            <p className="quiet small">
              {t("workgroups:examines")} <bdi>{group.system}</bdi>
              {group.maker && <bdi> ({group.maker})</bdi>}
            </p>
            <p>
              <Content view={group.charter} />
            </p>
          </article>
        ))}
      </div>
    </>
  );
}
