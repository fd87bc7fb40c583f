import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { allComponents, changesOf, currentListVersion } from "~/features/components/services/read.server";
import { categoryName } from "~/features/components/ui/category";
import { inProcess } from "~/features/membership/registrations/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Day } from "~/ui/text/Moment";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, t }) => {
  const [list, changes, version] = await Promise.all([
    allComponents(deps.db, process.id),
    changesOf(deps.db, process.id),
    currentListVersion(deps.db, process.id),
  ]);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    version,
    components: list.map((one) => ({
      key: one.key,
      category: one.category,
      retired: one.retiredVersion,
      title: localize(one.title, language),
      description: localize(one.description, language),
    })),
    changes: changes.map(({ id, version: at, kind, fromKeys, toKeys, carriesVotes, reason, at: when }) => ({
      id,
      version: at,
      kind,
      fromKeys,
      toKeys,
      carriesVotes,
      reason,
      when,
    })),
    title: t("common:nav.components"),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Components() {
  const { slug, process, version, components, changes } = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  const listed = components.filter(({ retired }) => retired === null);
  const categories = [...new Set(listed.map(({ category }) => category))];
  const nameOf = (key: string) => components.find((one) => one.key === key)?.title.text ?? key;
  return (
    <>
      <Crumbs base={`/p/${slug}`} process={process}>
        {t("common:nav.components")}
      </Crumbs>
      <h1>{t("common:nav.components")}</h1>
      <p className="lead">{t("components:lead", { count: listed.length, version })}</p>
      {listed.length === 0 && <p className="section quiet">{t("components:empty")}</p>}
      {categories.map((category) => (
        <section className="section" key={category} aria-labelledby={`category-${category}`}>
          <h2 id={`category-${category}`}>{categoryName(t, category)}</h2>
          <dl>
            {listed
              .filter((one) => one.category === category)
              .map((one) => (
                <Fragment key={one.key}>
                  <dt id={one.key} className="label">
                    <Content view={one.title} marks />
                  </dt>
                  <dd className="quiet measure">
                    <Content view={one.description} />
                  </dd>
                </Fragment>
              ))}
          </dl>
        </section>
      ))}
      <section className="section" aria-labelledby="history">
        <h2 id="history">{t("components:history")}</h2>
        <ul className="clean measure">
          {changes.map((change) => (
            <li key={change.id}>
              <strong>
                {t("common:components.version", { version: change.version })} ·{" "}
                {t(`components:change.${change.kind}`)}
              </strong>{" "}
              <span className="quiet small">
                <Day at={change.when} />
              </span>
              <br />
              {change.fromKeys.length > 0 && <>{format.parts(change.fromKeys.map(nameOf))} → </>}
              {change.toKeys.length > 4
                ? t("components:many", { count: change.toKeys.length })
                : format.parts(change.toKeys.map(nameOf))}
              <br />
              <span className="quiet">{change.reason}</span>
              {change.kind === "merged" && (
                <span className="quiet small">
                  {" "}
                  {change.carriesVotes ? t("components:carries") : t("components:stays")}
                </span>
              )}
              <br />
              <EntryLink of="component-changes" name={change.id} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
