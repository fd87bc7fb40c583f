import { Feed } from "feed";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { inLanguage } from "~/i18n/languagePath";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { wellFormed } from "~/kernel/text/markup";
import type { Deps } from "~/platform/deps";
import { type FeedItem, type FeedWorld, mostItems, streams } from "~/platform/feeds";
import { feeds, feedsOfOne } from "~/registries/feed.server";

/** The feeds of a whole process, by the name in their address. */
export const feedNames = ["all", ...streams] as const;

/**
 * A feed of a process in Atom: one of `feedNames`, or of one thing, as "comments-LABEL.atom". Hidden
 * comments are not in it. null when there is no such feed.
 */
export async function processFeed(
  deps: Deps,
  process: ProcessRow,
  name: string,
  language: Language,
): Promise<string | null> {
  const t = deps.translator(language);
  const base = `/p/${process.slug}`;
  const frame = { deps, language, owner: localize(process.title, language).text, name };
  const world: FeedWorld = { deps, process, language, t };
  const [, kind, of] = /^([a-z]+)(?:-(.+))?[.]atom$/.exec(name) ?? [];
  if (of !== undefined) {
    const found = await feedsOfOne.find((one) => one.name === kind)?.find(world, of);
    return found ? atom(frame, found.title, `${base}/${found.page}`, found.items) : null;
  }
  if (kind === "all") {
    const all = await Promise.all(feeds.map(({ items }) => items(world)));
    return atom(frame, t("feeds:stream.all"), base, newest(all.flat()));
  }
  const feed = feeds.find((one) => one.name === kind);
  if (!feed) return null;
  const items = await feed.items(world);
  return atom(frame, feed.title(t), `${base}/${feed.page}`, feed.isOrdered ? items : newest(items));
}

const newest = (items: readonly FeedItem[]) =>
  items.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, mostItems);

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
  items: readonly FeedItem[],
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
