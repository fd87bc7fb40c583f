import { and, eq, gt, lte } from "drizzle-orm";
import { notices } from "~/features/drafts/feature";
import { notifyMembers } from "~/features/notices/services/notify.server";
import type { Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { drafts } from "~db/schema/drafts";
import { processes } from "~db/schema/processes";

/** How long before the end of a comment window people are told. */
const ahead = 2 * 24 * 60 * 60 * 1000;

/** Tells the people of a process that a comment window closes soon; once for each window, however often this runs. */
export async function announceClosing(deps: Deps): Promise<void> {
  const now = deps.now();
  const closing = await deps.db
    .select({ draft: drafts, process: processes })
    .from(drafts)
    .innerJoin(processes, eq(processes.id, drafts.processId))
    .where(
      and(
        eq(drafts.state, "published"),
        gt(drafts.commentsUntil, now),
        lte(drafts.commentsUntil, new Date(now.getTime() + ahead)),
      ),
    );
  await eachAlone(closing, async ({ draft, process }) => {
    await deps.db.transaction((tx) =>
      notifyMembers(deps, tx, process, {
        kind: notices["window-closing"],
        key: `window-closing ${draft.id}`,
        path: `/p/${process.slug}/drafts/${draft.label}`,
        values: { label: draft.label },
        except: null,
      }),
    );
  });
}
