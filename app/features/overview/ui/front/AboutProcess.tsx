import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/overview/pages/overview";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type OverviewData = ReturnType<typeof useLoaderData<typeof loader>>;

/** What a process asks, of whom it hears, and who examines what. */
export function AboutProcess({ data, base }: { data: OverviewData; base: string }) {
  const { t, format } = useWords();
  return (
    <aside>
      <section className="note" aria-labelledby="asked">
        <h2 id="asked">{t("overview:asked")}</h2>
        <p>
          <Content view={data.question} marks />
        </p>
        <p>{format.list(data.criteria.map(({ title }) => title.text))}</p>
        <PageLink to={`${base}/components`}>{t("overview:components")}</PageLink>
      </section>
      <section className="note" aria-labelledby="groups">
        <h2 id="groups">{t("overview:groups")}</h2>
        <ul className="clean">
          {data.groups.map(({ key, title }) => (
            <li key={key}>
              <Content view={title} />
            </li>
          ))}
        </ul>
      </section>
      <section className="note" aria-labelledby="workgroups">
        <h2 id="workgroups">{t("common:nav.workgroups")}</h2>
        {data.workgroups.length === 0 && <p>{t("workgroups:empty")}</p>}
        <ul className="clean">
          {data.workgroups.map(({ key, name }) => (
            <li key={key}>
              <PageLink to={`${base}/workgroups/${key}`}>
                <bdi>{name}</bdi>
              </PageLink>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}
