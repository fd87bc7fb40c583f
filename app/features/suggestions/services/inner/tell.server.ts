import { eq } from "drizzle-orm";
import type { Decision } from "~/features/comments/domain/comment";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { notify } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { notices } from "~/features/suggestions/feature";
import type { NoticeKind } from "~/kernel/named";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { drafts } from "~db/schema/drafts";
import { suggestionPositions } from "~db/schema/suggestions";

export type Told = Pick<CommentRow, "id" | "number" | "draftId" | "authorId">;
type What = {
  readonly kind: NoticeKind;
  readonly key: string;
  readonly decision?: Decision;
  /** What was changed. */
  readonly change?: string | undefined;
};

/** Tells people of what became of a suggestion; not the one who did it. */
export async function tellThem(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: ProcessRow,
  { suggestion, actor, people }: { suggestion: Told; actor: Actor; people: readonly (string | null)[] },
  { kind, key, decision, change }: What,
): Promise<void> {
  const told = [...new Set(people)].filter((id): id is string => id !== null && id !== actor.id);
  if (told.length === 0) return;
  const [draft] = suggestion.draftId
    ? await tx.select({ label: drafts.label }).from(drafts).where(eq(drafts.id, suggestion.draftId))
    : [];
  await notify(deps, tx, process, told, {
    kind,
    key,
    change,
    path: `/p/${process.slug}/comments/${suggestion.id}`,
    values: { number: suggestion.number ?? 0, label: draft?.label ?? "", ...(decision ? { decision } : {}) },
    thread: suggestion.id,
  });
}

/** Those who took a position on a suggestion, whichever. */
export async function whoWeighed(tx: Db, { id, authorId }: Told): Promise<string[]> {
  const rows = await tx
    .select({ userId: suggestionPositions.userId })
    .from(suggestionPositions)
    .where(eq(suggestionPositions.commentId, id));
  return rows.map(({ userId }) => userId).filter((one) => one !== authorId);
}

/** Tells those who took a position what was decided. */
export async function tellSupporters(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: ProcessRow,
  { suggestion, actor, disposition, decision, change }: Decided,
): Promise<void> {
  const people = await whoWeighed(tx, suggestion);
  const what = {
    kind: notices["suggestion-decided"],
    key: `suggestion-decided ${disposition}`,
    decision,
    change,
  };
  await tellThem(deps, tx, process, { suggestion, actor, people }, what);
}

type Decided = {
  readonly suggestion: Told;
  readonly actor: Actor;
  readonly disposition: string;
  readonly decision: Decision;
  readonly change?: string | undefined;
};
