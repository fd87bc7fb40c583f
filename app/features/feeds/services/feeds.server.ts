import { and, desc, eq, isNull, ne, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { Feed } from "feed";
import { findDraft, listDrafts } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { publishedCompilations } from "~/features/results/services/resultPage.server";
import { inLanguage } from "~/i18n/languagePath";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { wellFormed } from "~/kernel/text/xml";
import type { Deps, Translate } from "~/platform/deps";
import { renderCached } from "~/platform/rendered.server";
import { withoutSearch } from "~db/schema/columns";
import { comments } from "~db/schema/comments";
import { type Item, mostItems, type StreamWorld, streamNames, streams } from "./streams.server";

/** The feeds of a whole process, by the name in their address. */
export const feedNames = ["all", "drafts", "results", "threads", ...streamNames] as const;

/**
 * A feed of a process in Atom: one of `feedNames`, "comments-LABEL.atom" or "thread-NUMBER.atom". Hidden
 * comments are not in it. null when there is no such feed.
 */
export async function processFeed(
  deps: Deps,
  process: ProcessRow,
  name: string,
  language: Language,
): Promise<string | null> {
  const t = deps.translator(language);
  const owner = localize(process.title, language).text;
  const base = `/p/${process.slug}`;
  const frame = { deps, language, owner, name };
  const world: StreamWorld = { deps, process, language, t };
  const stream = /^([a-z]+)\.atom$/.exec(name)?.[1] ?? "";
  const known = streamNames.find((one) => one === stream);
  const followed = known && streams[known];
  if (followed)
    return atom(frame, followed.title(t), `${base}/${followed.page}`, newest(await followed.items(world)));
  if (stream === "all") {
    const own = await Promise.all([draftItems(world), resultItems(world), topicItems(world)]);
    const others = await Promise.all(Object.values(streams).map(({ items }) => items(world)));
    return atom(frame, t("feeds:stream.all"), base, newest([...own, ...others].flat()));
  }
  if (name === "drafts.atom")
    return atom(frame, t("drafts:list.title"), `${base}/drafts`, await draftItems(world));
  if (name === "results.atom")
    return atom(frame, t("common:nav.votes"), `${base}/votes`, await resultItems(world));
  if (name === "threads.atom")
    return atom(frame, t("discussion:threads.title"), `${base}/threads`, await topicItems(world));
  const thread = /^thread-(\d{1,9})\.atom$/.exec(name)?.[1];
  if (thread) {
    const [root] = await deps.db
      .select({ id: comments.id, title: comments.title, body: comments.body })
      .from(comments)
      .where(
        and(
          eq(comments.processId, process.id),
          eq(comments.number, Number(thread)),
          ne(comments.kind, "comment"),
          isNull(comments.rootId),
          isNull(comments.hiddenAt),
        ),
      );
    if (!root) return null;
    const items = await postsAsItems(deps, process, eq(comments.rootId, root.id), t);
    return atom(frame, root.title || root.body.slice(0, 80), `${base}/threads/${thread}`, items);
  }
  const label = /^comments-(.+)\.atom$/.exec(name)?.[1];
  const draft = label ? await findDraft(deps, process, label, false) : null;
  if (!draft) return null;
  const rows = await deps.db
    .select()
    .from(comments)
    .where(and(eq(comments.draftId, draft.id), isNull(comments.rootId), isNull(comments.hiddenAt)))
    .orderBy(desc(comments.createdAt))
    .limit(mostItems);
  const items = rows.map((one) => ({
    path: `${base}/comments/${one.id}`,
    title: t("drafts:comment.title", { number: one.number, label: draft.label }),
    html: renderCached(one.body, ""),
    at: one.editedAt ?? one.createdAt,
    language: one.language,
  }));
  const heading = t("discussion:comments.list.title", { label: draft.label });
  return atom(frame, heading, `${base}/drafts/${draft.label}/comments`, items);
}

const newest = (items: readonly Item[]) =>
  items.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, mostItems);

async function draftItems({ deps, process, language, t }: StreamWorld): Promise<Item[]> {
  const versions = (await listDrafts(deps, process, false)).reverse().slice(0, mostItems);
  return versions.map(({ label, note, publishedAt }) => {
    const view = localize(note, language);
    return {
      path: `/p/${process.slug}/drafts/${label}`,
      title: t("discussion:drafts.title", { label }),
      html: renderCached(view.text, ""),
      at: publishedAt ?? process.createdAt,
      language: view.language,
    };
  });
}

async function resultItems({ deps, process, language }: StreamWorld): Promise<Item[]> {
  const results = (await publishedCompilations(deps, process)).reverse().slice(0, mostItems);
  return results.map((one) => {
    const view = localize(one.title, language);
    return {
      path: `/p/${process.slug}/results/${one.number}`,
      title: view.text,
      html: renderCached(localize(one.intro, language).text, ""),
      at: one.publishedAt ?? one.createdAt,
      language: view.language,
    };
  });
}

const topicItems = ({ deps, process, t }: StreamWorld): Promise<Item[]> =>
  postsAsItems(deps, process, and(isNull(comments.rootId), ne(comments.title, "")), t);

/** Topics and posts that are not hidden, newest first. */
async function postsAsItems(
  deps: Deps,
  process: ProcessRow,
  where: SQL | undefined,
  t: Translate,
): Promise<Item[]> {
  const root = alias(comments, "root");
  const rows = await deps.db
    .select({ post: withoutSearch(comments), number: root.number, title: root.title })
    .from(comments)
    .leftJoin(root, eq(root.id, comments.rootId))
    .where(
      and(eq(comments.processId, process.id), ne(comments.kind, "comment"), isNull(comments.hiddenAt), where),
    )
    .orderBy(desc(comments.createdAt))
    .limit(mostItems);
  return rows.map(({ post, number, title }) => ({
    path: `/p/${process.slug}/threads/${number ?? post.number}${post.post ? `?post=${post.post}` : ""}`,
    title: post.post ? t("feeds:threads.postTitle", { post: post.post, title: title ?? "" }) : post.title,
    html: renderCached(post.body, ""),
    at: post.editedAt ?? post.createdAt,
    language: post.language,
  }));
}

type Frame = {
  readonly deps: Deps;
  readonly language: Language;
  /** The title of the process, which stands for everybody who writes there. */
  readonly owner: string;
  /** The feed's name in its address. */
  readonly name: string;
};

function atom(
  { deps, language, owner, name }: Frame,
  title: string,
  page: string,
  items: readonly Item[],
): string {
  const at = (path: string) => `${deps.settings.origin}${inLanguage(language, path)}`;
  const self = at(`${page.split("/").slice(0, 3).join("/")}/feeds/${name}`);
  const newest = new Date(Math.max(0, ...items.map((one) => one.at.getTime())));
  const feed = new Feed({
    id: self,
    title: `${owner}: ${title}`,
    link: at(page),
    language,
    updated: newest,
    copyright: "",
    author: { name: owner },
    generator: "Codraft",
    feedLinks: { atom: self },
  });
  for (const item of items)
    feed.addItem({
      id: at(item.path),
      title: inCdata(escapeHtml(item.title)),
      link: at(item.path),
      date: item.at,
      content: inCdata(item.html),
    });
  return wellFormed(feed.atom1());
}

/** Titles of entries are HTML, too. */
const escapeHtml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** HTML that does not end the section of the XML in which it stands. */
const inCdata = (html: string) => html.replaceAll("]]>", "]]&gt;");
