import { earlierWordings, readerOf } from "~/features/comments/services/commentViews.server";
import type { Thread } from "~/features/comments/services/findThread.server";
import { frequencyOf } from "~/features/notices/services/readNotices.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { allows, type Standing } from "~/kernel/access";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Actor, Deps, Shared } from "~/platform/deps";

/** What the pages of a comment and of a topic show alike: the thread, and what its reader may do in it. */
export async function readThreadPage(
  { deps, shared, process, language, actor, standing }: ThreadAsked,
  { row, view, replies, page, pages }: Thread,
) {
  const { groups } = await shared(processTerms, process.id);
  const reader = readerOf({ actor, standing }).actor;
  return {
    slug: process.slug,
    processId: process.id,
    process: localize(process.title, language),
    comment: view,
    replies,
    page,
    pages,
    wordings: await earlierWordings(deps, row),
    groups: Object.fromEntries(groups.map(({ key, title }) => [key, localize(title, language).text])),
    isOrganizer: standing.organizer,
    mayModerate: allows("moderator", standing),
    isSignedIn: reader !== null,
    maySpeak: reader !== null && !standing.silenced,
    frequency: reader ? await frequencyOf(deps, reader, process.id, row.id) : null,
  };
}

export type ThreadPage = Awaited<ReturnType<typeof readThreadPage>>;

type ThreadAsked = {
  readonly deps: Deps;
  readonly shared: Shared;
  readonly process: ProcessRow;
  readonly language: Language;
  readonly actor: Actor | null;
  readonly standing: Standing;
};
