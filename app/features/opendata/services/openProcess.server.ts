import { and, eq, isNull } from "drizzle-orm";
import { audit, notices } from "~/features/membership/feature";
import { countOthers, notifyMembers } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { recordHead } from "~/features/recordlog/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, versionOf } from "~/platform/version.server";
import { processes } from "~db/schema/processes";

type Shown = Pick<ProcessRow, "slug" | "title" | "openedAt">;
const shownOf = ({ slug, title, openedAt }: Shown) => ({
  slug,
  title: title.text,
  state: openedAt ? "open" : "in preparation",
});

/** What an organizer reads before opening a process: what everyone will find, and who is told. */
export async function openProcessPage(deps: Pick<Deps, "db">, actor: Actor, process: ProcessRow) {
  const [head, told] = await Promise.all([
    recordHead(deps.db, process.id),
    countOthers(deps.db, process, actor.id),
  ]);
  const blocked: Refusal["code"] | null = process.openedAt ? "already_open" : null;
  return { seen: versionOf(shownOf(process)), blocked, told, entries: head ? head.index + 1 : 0 };
}

/**
 * Opens a process that was in preparation to everyone, for good, and tells those who take part in it. Refuses with
 * `already_open`, and with `changed_since_read` where it is not what was `seen`.
 */
export async function openProcess(
  deps: Deps,
  actor: Actor,
  { id, slug }: Pick<ProcessRow, "id" | "slug">,
  seen?: string,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: id, actor, action: audit["process.opened"], subject: slug };
  return changeProcess(deps, change, async (tx) => {
    const [before] = await tx.select().from(processes).where(eq(processes.id, id));
    if (before && !before.openedAt && isStale(seen, shownOf(before)))
      return fail({ code: "changed_since_read" });
    const [opened] = await tx
      .update(processes)
      .set({ openedAt: deps.now() })
      .where(and(eq(processes.id, id), isNull(processes.openedAt)))
      .returning();
    if (!opened) return fail({ code: "already_open" });
    await notifyMembers(deps, tx, opened, {
      kind: notices["process-opened"],
      key: `process-opened ${id}`,
      path: `/p/${slug}`,
      values: {},
      by: actor,
      except: actor.id,
    });
    return ok();
  });
}
