import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { notify, notifyMembers } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { RoundKind } from "~/features/rounds/services/roundKind";
import { notices } from "~/features/votes/feature";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { processes } from "~db/schema/processes";
import { seats } from "~db/schema/rounds";

type Now = Pick<Deps, "now">;
type Extended = Parameters<RoundKind["extended"]>[3];

/** Tells those who may vote in a round that it is open: the people on its roll or, if it is public, everybody who takes part. */
export async function tellOpened(
  deps: Now,
  tx: Db,
  actor: Actor | null,
  { process, round }: { readonly process: ProcessRow; readonly round: RoundRow },
): Promise<void> {
  const { id, number, title, workgroupId } = round;
  const notice = { kind: notices["round-open"], key: `round-open ${id}`, values: { number, title } };
  const path = `/p/${process.slug}/rounds/${number}`;
  if (workgroupId === null) return notifyMembers(deps, tx, process, { ...notice, path, except: actor?.id });
  const told = (await peopleOn(tx, round)).filter((one) => one !== actor?.id);
  if (told.length > 0) await notify(deps, tx, process, told, { ...notice, path: `${path}/ballot` });
}

/** Tells those who may vote in a round, ahead of the daily mail, that it closes later, or by itself, and why. */
export async function tellExtended(
  deps: Now,
  tx: Db,
  actor: Actor,
  { process, round, former, reason }: Extended,
): Promise<void> {
  const { id, number, title, workgroupId, closesAt } = round;
  const at = closesAt?.toISOString() ?? "";
  const notice = {
    kind: former ? notices["round-extended"] : notices["round-deadline"],
    key: `round-extended ${id} ${at}`,
    path: `/p/${process.slug}/rounds/${number}`,
    values: { number, title, at, ...(former ? { former: former.toISOString() } : {}) },
    words: reason,
    isUrgent: true,
  };
  if (workgroupId === null) return notifyMembers(deps, tx, process, { ...notice, except: actor.id });
  const told = (await peopleOn(tx, round)).filter((one) => one !== actor.id);
  if (told.length > 0) await notify(deps, tx, process, told, notice);
}

/** Tells the people on the roll of a round that it has closed. */
export async function tellClosed(deps: Now, tx: Db, round: RoundRow): Promise<void> {
  const [process] = await tx
    .select({ id: processes.id, slug: processes.slug })
    .from(processes)
    .where(eq(processes.id, round.processId));
  const told = await peopleOn(tx, round);
  if (!process || told.length === 0) return;
  await notify(deps, tx, process, told, {
    kind: notices["round-closed"],
    key: `round-closed ${round.id}`,
    path: `/p/${process.slug}/rounds/${round.number}`,
    values: { number: round.number, title: round.title },
  });
}

/**
 * Tells people that a ballot was stored in their name, so that they learn of it if somebody else cast it. The notice names
 * no entry of the log: what they chose is on their receipt alone.
 */
export async function tellStored(
  deps: Pick<Deps, "db" | "now" | "newId">,
  actor: Actor,
  round: Pick<RoundRow, "number" | "title" | "processId">,
): Promise<void> {
  const [process] = await deps.db
    .select({ id: processes.id, slug: processes.slug })
    .from(processes)
    .where(eq(processes.id, round.processId));
  if (!process) return;
  await notify(deps, deps.db, process, [actor.id], {
    kind: notices["ballot-stored"],
    key: `ballot-stored ${deps.newId()}`,
    path: `/p/${process.slug}/rounds/${round.number}`,
    values: { number: round.number, title: round.title },
  });
}

async function peopleOn(tx: Db, { id }: Pick<RoundRow, "id">): Promise<string[]> {
  const rows = await tx
    .select({ userId: seats.userId })
    .from(seats)
    .where(and(eq(seats.roundId, id), isNotNull(seats.userId), isNull(seats.givenUpAt)));
  return rows.flatMap(({ userId }) => userId ?? []);
}
