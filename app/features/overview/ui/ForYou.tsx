import type { useLoaderData } from "@remix-run/react";
import { TodoList } from "~/features/notices/ui/TodoList";
import type { loader } from "~/features/overview/pages/home";
import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

type Mine = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["mine"]>;

/** The home of who is signed in: what needs them, then what is going on. */
export function ForYou({ mine }: { mine: Mine }) {
  const { t } = useWords();
  return (
    <>
      <h1>{t("overview:home.forYou")}</h1>
      <p className="lead">
        {mine.name === "" ? mine.lead : t("overview:home.greeting", { name: mine.name, lead: mine.lead })}
      </p>
      <TodoList items={mine.items} ofProcess={false} />
      {mine.news.length > 0 && (
        <section className="section" aria-labelledby="news">
          <h2 id="news">{t("overview:home.news")}</h2>
          <ul className="clean measure">
            {mine.news.map(({ id, sentence, path, createdAt, isNew }) => (
              <li key={id}>
                <PageLink to={path}>{isNew ? <strong>{sentence}</strong> : sentence}</PageLink>{" "}
                <span className="quiet small">
                  <Moment at={createdAt} />
                </span>
              </li>
            ))}
          </ul>
          <p>
            <PageLink to="/notices">{t("overview:home.allNews")}</PageLink>
          </p>
        </section>
      )}
    </>
  );
}
