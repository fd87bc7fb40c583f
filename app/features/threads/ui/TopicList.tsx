import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { About, type TopicShown } from "./About";

/** Topics, a line each: what, about what, how many answers, when last. */
export function TopicList({ base, topics }: { base: string; topics: readonly TopicShown[] }) {
  const { t } = useWords();
  return (
    <ul className="topics">
      {topics.map((topic) => (
        <li key={topic.id}>
          <p className="topic-title">
            <PageLink to={`${base}/threads/${topic.number}`}>
              <span lang={topic.language} dir={directionOf(topic.language)}>
                {topic.title}
              </span>
            </PageLink>{" "}
            {topic.isPinned && <span className="tag">{t("threads:pinned")}</span>}{" "}
            {topic.isClosed && <span className="tag">{t("threads:closed")}</span>}{" "}
            {topic.isAnswered && <span className="tag">{t("threads:answered")}</span>}
          </p>
          <p className="quiet small">
            {topic.category && <>{t(`threads:category.${topic.category}`)} · </>}
            <About base={base} topic={topic} after=" · " />
            {t("comments:replies", { count: topic.posts })} · <Day at={topic.lastAt ?? topic.createdAt} />
            {topic.author && (
              <>
                {" "}
                · <bdi>{topic.author}</bdi>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
