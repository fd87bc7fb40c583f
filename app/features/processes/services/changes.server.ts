import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ChangeKind } from "~/kernel/changeKinds";
import type { ProcessId } from "~/kernel/ids";
import { type Paged, pagingOf } from "~/kernel/paging";
import type { Actor, Deps } from "~/platform/deps";
import { versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { users } from "~db/schema/accounts";
import { changes } from "~db/schema/processes";

export type Changed<State> = {
  /** The key of the row that is changed, its parts joined by "/". */
  readonly subject: string;
  /** Null: it was not there before. */
  readonly before: State | null;
  /** Null: it is there no longer. */
  readonly after: State | null;
  readonly reason?: string;
};

/** Whether something says after a change what it said before. */
export const saysTheSame = <State>({ state }: ChangeKind<State>, before: unknown, after: unknown): boolean =>
  versionOf(state.parse(before)) === versionOf(state.parse(after));

/**
 * Keeps what stood before a change, in the transaction that makes it. What says the same as before is no change.
 * `scope` is what shows it: a system, a meeting, the process.
 */
export async function recordChanges<State>(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  of: { kind: ChangeKind<State>; processId: ProcessId; scope: string; actor: Pick<Actor, "id"> | null },
  changed: readonly Changed<State>[],
): Promise<void> {
  const { state } = of.kind;
  const rows = changed
    .filter(({ before, after }) => before === null || after === null || !saysTheSame(of.kind, before, after))
    .map(({ before, after, ...rest }) => ({
      ...rest,
      before: before === null ? null : state.parse(before),
      after: after === null ? null : state.parse(after),
    }));
  await insertMany(
    tx,
    changes,
    rows.map(({ subject, before, after, reason = "" }) => ({
      id: deps.newId(),
      processId: of.processId,
      kind: of.kind.name,
      scope: of.scope,
      subject,
      before,
      after,
      reason,
      changedBy: of.actor?.id ?? null,
      at: deps.now(),
    })),
  );
}

export type ChangeRow<State> = {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly before: State | null;
  readonly after: State | null;
  readonly reason: string;
  readonly at: Date;
  /** Null for who shows no name, and for who has left. */
  readonly by: string | null;
};

/** How many changes a page shows at once; the others are a page further. */
const perPage = 20;

/** A page of what was changed in a scope, the newest first. `only` leaves out what is not the reader's to see. */
export async function changesOf<State>(
  deps: Pick<Deps, "db">,
  kinds: readonly ChangeKind<State>[],
  scope: string,
  asked: number,
  only?: SQL,
): Promise<Paged<ChangeRow<State>>> {
  const named = new Map(kinds.map((kind) => [kind.name, kind]));
  const rows = (offset: number) =>
    deps.db
      .select({
        change: changes,
        name: users.displayName,
        showsName: users.showsName,
        total: sql<number>`(count(*) over ())::int`,
      })
      .from(changes)
      .leftJoin(users, eq(users.id, changes.changedBy))
      .where(and(eq(changes.scope, scope), inArray(changes.kind, [...named.keys()]), only))
      .orderBy(desc(changes.at), desc(changes.id))
      .limit(perPage)
      .offset(offset);
  const wanted = await rows((asked - 1) * perPage);
  const shown = wanted.length === 0 && asked > 1 ? await rows(0) : wanted;
  return {
    ...pagingOf(shown[0]?.total ?? 0, shown === wanted ? asked : 1, perPage),
    rows: shown.flatMap(({ change, name, showsName }) => {
      const kind = named.get(change.kind);
      if (!kind) return [];
      const { id, subject, reason, at } = change;
      return [
        {
          id,
          kind: kind.name,
          subject,
          before: change.before === null ? null : kind.state.parse(change.before),
          after: change.after === null ? null : kind.state.parse(change.after),
          reason,
          at,
          by: (showsName && name) || null,
        },
      ];
    }),
  };
}
