import { and, asc, count, eq, inArray, ne, sql } from "drizzle-orm";
import { notify } from "~/features/notices/services/notify.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { affiliatedIn, recordedFor } from "~/features/processes/services/recordedFigures.server";
import { audit, notices } from "~/features/workgroups/feature";
import { type WorkgroupRow, workgroupsOf } from "~/features/workgroups/services/read.server";
import type { UserId, WorkgroupId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { plain, withText } from "~/kernel/language/localized";
import { pageFrom } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

export type WorkgroupInput = {
  readonly key: string;
  readonly name: string;
  readonly system: string;
  readonly maker: string;
  readonly charter: string;
};

/** Adds a workgroup, or edits the one with this key; the charter in the editor's language. */
export async function saveWorkgroup(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  input: WorkgroupInput,
): Promise<Result<{ id: WorkgroupId }, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["workgroup.saved"],
    subject: input.name,
  };
  return changeProcess(deps, change, async (tx) => {
    const all = await workgroupsOf(tx, process.id);
    const known = all.find(({ key }) => key === input.key);
    const { charter, ...rest } = input;
    if (known) {
      await tx
        .update(workgroups)
        .set({ ...rest, charter: withText(known.charter, language, charter) })
        .where(eq(workgroups.id, known.id));
      return ok({ id: known.id });
    }
    const id = deps.newId() as WorkgroupId;
    await tx.insert(workgroups).values({
      id,
      processId: process.id,
      ...rest,
      charter: plain(charter, language),
      position: all.length,
    });
    return ok({ id });
  });
}

/** A page of the members of a workgroup, in the order in which they came. */
export function membersPage({ db }: Pick<Deps, "db">, workgroupId: WorkgroupId, asked: number) {
  const where = eq(workgroupMembers.workgroupId, workgroupId);
  return pageFrom(
    db.$count(workgroupMembers, where),
    ({ limit, offset }) =>
      membersIn(db)
        .where(where)
        .orderBy(...asTheyCame)
        .limit(limit)
        .offset(offset),
    { asked },
  );
}

const asTheyCame = [asc(workgroupMembers.joinedAt), asc(users.id)];

function membersIn(db: Db) {
  return db
    .select({
      id: users.id,
      email: users.email,
      displayName: users.displayName,
      affiliation: users.affiliation,
      showsName: users.showsName,
      role: workgroupMembers.role,
      affiliated: workgroupMembers.affiliated,
      joinedAt: workgroupMembers.joinedAt,
    })
    .from(workgroupMembers)
    .innerJoin(users, eq(users.id, workgroupMembers.userId));
}

/** Changes a member's role or affiliation, or removes them, and tells them. Rolls of opened rounds stay as they are. */
export async function changeMember(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  workgroup: WorkgroupRow,
  input: { userId: UserId; role: "facilitator" | "member" | "removed"; affiliated: boolean },
): Promise<Result<undefined, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["member.changed"],
    subject: `${workgroup.name} · ${input.role}`,
  };
  return changeProcess(deps, change, async (tx) => {
    const place = and(
      eq(workgroupMembers.workgroupId, workgroup.id),
      eq(workgroupMembers.userId, input.userId),
    );
    const { role } = input;
    const touched =
      role === "removed"
        ? await tx.delete(workgroupMembers).where(place).returning()
        : await tx
            .update(workgroupMembers)
            .set({ role, affiliated: input.affiliated })
            .where(place)
            .returning();
    if (touched.length === 0) return fail({ code: "not_found" });
    if (input.userId !== actor.id) await tellMember(deps, tx, process, workgroup, input);
    return ok();
  });
}

async function tellMember(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: ProcessRow,
  workgroup: WorkgroupRow,
  { userId, role }: { userId: UserId; role: "facilitator" | "member" | "removed" },
): Promise<void> {
  const path = `/p/${process.slug}/workgroups/${workgroup.key}`;
  const key = `${workgroup.id} ${role} ${deps.now().getTime()}`;
  const values = { workgroup: workgroup.name };
  await notify(
    deps,
    tx,
    process,
    [userId],
    role === "removed"
      ? { kind: notices["workgroup-removed"], key, path, values }
      : { kind: notices["workgroup-role"], key, path, values: { ...values, role } },
  );
}

/**
 * What anyone may know of a workgroup's members: how many, how many of them are affiliated with the maker,
 * and the names of those who consented, by name: in the order in which they came it would be told who came when.
 */
export async function publicMembers({ db }: Pick<Deps, "db">, workgroupId: WorkgroupId, asked: number) {
  const members = eq(workgroupMembers.workgroupId, workgroupId);
  const named = and(members, eq(users.showsName, true), ne(users.displayName, ""));
  const people = db
    .select({ all: count(), named: sql<number>`(count(*) filter (where ${named}))::int` })
    .from(workgroupMembers)
    .innerJoin(users, eq(users.id, workgroupMembers.userId))
    .where(members)
    .then(([row]) => row ?? { all: 0, named: 0 });
  const [counted, affiliated, page] = await Promise.all([
    people,
    countAffiliated(db, [workgroupId]),
    pageFrom(
      people.then((all) => all.named),
      ({ limit, offset }) =>
        membersIn(db)
          .where(named)
          .orderBy(asc(users.displayName), asc(users.affiliation), asc(users.id))
          .limit(limit)
          .offset(offset),
      { asked },
    ),
  ]);
  const { rows, ...paging } = page;
  return {
    count: counted.all,
    affiliated: affiliated.get(workgroupId) ?? 0,
    paging,
    named: rows.map(({ displayName, affiliation }) => ({ displayName, affiliation })),
  };
}

/** How many people are in each workgroup. */
export async function membersInEach(
  db: Db,
  ids: readonly WorkgroupId[],
): Promise<ReadonlyMap<WorkgroupId, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: workgroupMembers.workgroupId, people: count() })
    .from(workgroupMembers)
    .where(inArray(workgroupMembers.workgroupId, [...ids]))
    .groupBy(workgroupMembers.workgroupId);
  return new Map(rows.map(({ id, people }) => [id, people]));
}

/** How many members of workgroups are affiliated: of those who came here, and in a loaded record, which does not say who. */
export async function countAffiliated(
  db: Db,
  ids: readonly WorkgroupId[],
): Promise<ReadonlyMap<WorkgroupId, number>> {
  if (ids.length === 0) return new Map();
  const [here, recorded] = await Promise.all([
    db
      .select({ id: workgroupMembers.workgroupId, people: count() })
      .from(workgroupMembers)
      .where(and(inArray(workgroupMembers.workgroupId, [...ids]), eq(workgroupMembers.affiliated, true)))
      .groupBy(workgroupMembers.workgroupId),
    recordedFor(db, ids.map(affiliatedIn)),
  ]);
  const counted = new Map(here.map(({ id, people }) => [id, people]));
  return new Map(
    ids.map((id) => {
      const known = recorded.get(affiliatedIn(id)) as { people: number } | undefined;
      return [id, (counted.get(id) ?? 0) + (known?.people ?? 0)];
    }),
  );
}
