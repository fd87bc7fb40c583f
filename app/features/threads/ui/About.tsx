import type { ThreadCategory } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

/** A topic as lists show it. */
export type TopicShown = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly language: string;
  readonly category: ThreadCategory | null;
  readonly posts: number;
  readonly createdAt: Date | string;
  readonly lastAt: Date | string | null;
  readonly isPinned: boolean;
  readonly isClosed: boolean;
  readonly isAnswered: boolean;
  readonly author: string | null;
  readonly draft: string | null;
  readonly clause: string | null;
  readonly heading: string | null;
  readonly townhall: number | null;
  readonly result: number | null;
  readonly resultTitle: LocalizedView | null;
  readonly workgroup: string | null;
  readonly workgroupSystem: string | null;
  readonly system: string | null;
  readonly systemName: string | null;
};

/** What a topic is about, as links; nothing where it is about nothing in particular. */
export function About({ base, topic, after = " " }: { base: string; topic: TopicShown; after?: string }) {
  const link = aboutLink(base, topic, useWords().t);
  return (
    link && (
      <>
        {link}
        {after}
      </>
    )
  );
}

function aboutLink(base: string, topic: TopicShown, t: ReturnType<typeof useWords>["t"]) {
  if (topic.draft && topic.clause)
    return (
      <PageLink to={`${base}/drafts/${topic.draft}/clauses/${topic.clause}`}>
        {t("threads:about.clause", { label: topic.draft })} <bdi>{topic.heading}</bdi>
      </PageLink>
    );
  if (topic.draft)
    return (
      <PageLink to={`${base}/drafts/${topic.draft}`}>
        {t("threads:about.draft", { label: topic.draft })}
      </PageLink>
    );
  if (topic.townhall !== null)
    return (
      <PageLink to={`${base}/townhalls/${topic.townhall}`}>
        {t("threads:about.townhall", { number: topic.townhall })}
      </PageLink>
    );
  if (topic.result !== null && topic.resultTitle)
    return (
      <PageLink to={`${base}/results/${topic.result}`}>
        <Content view={topic.resultTitle} />
      </PageLink>
    );
  if (topic.workgroup)
    return (
      <PageLink to={`${base}/workgroups/${topic.workgroup}`}>
        {t("threads:about.system")} <bdi>{topic.workgroupSystem}</bdi>
      </PageLink>
    );
  if (topic.system)
    return (
      <PageLink to={`${base}/systems/${topic.system}`}>
        {t("threads:about.system")} <bdi>{topic.systemName}</bdi>
      </PageLink>
    );
  return null;
}

/** The same in the words that forms send. */
export function aboutValue(topic: TopicShown): string {
  if (topic.draft && topic.clause) return `clause:${topic.draft}:${topic.clause}`;
  if (topic.draft) return `draft:${topic.draft}`;
  if (topic.result !== null) return `result:${topic.result}`;
  if (topic.workgroup) return `workgroup:${topic.workgroup}`;
  if (topic.system) return `system:${topic.system}`;
  if (topic.townhall !== null) return `townhall:${topic.townhall}`;
  return "";
}
