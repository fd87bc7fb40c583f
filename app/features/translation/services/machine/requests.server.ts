import { and, asc, eq } from "drizzle-orm";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { draftScope } from "~/features/drafts/services/translations.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { portionsOf } from "~/features/translation/domain/machine";
import { audit } from "~/features/translation/feature";
import { translationUnits } from "~/features/translation/services/translate.server";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { drafts } from "~db/schema/drafts";
import { processes } from "~db/schema/processes";
import { machineRequests } from "~db/schema/translation";
import { askFor, openIn, storeMade } from "./suggest.server";
import "./machineDeps";

/** So many parts are translated for one request at most; who wants more asks again. */
const mostParts = 300;
/** Portions in one run of the job, so that others come to their turn. */
const portionsInRun = 3;

/** What became of the last request for a version and a language; null where nobody asked. */
export async function machineRequestOf(
  { db }: Pick<Deps, "db">,
  draft: Pick<DraftRow, "id">,
  language: ContentLanguage,
) {
  const [row] = await db
    .select({
      state: machineRequests.state,
      count: machineRequests.count,
      failure: machineRequests.failure,
    })
    .from(machineRequests)
    .where(isRequest(draft, language));
  return row ?? null;
}

const isRequest = ({ id }: Pick<DraftRow, "id">, language: ContentLanguage) =>
  and(eq(machineRequests.draftId, id), eq(machineRequests.language, language));

/** Asks that a machine translate what of a version nobody has translated: a job does it, portion by portion. */
export async function askMachine(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  draft: Pick<DraftRow, "id" | "label">,
  language: ContentLanguage,
): Promise<Result<undefined, Refusal>> {
  if (!deps.machine) return fail({ code: "not_found" });
  const action = audit["machine.asked"];
  return changeProcess(deps, { processId: process.id, actor, action, subject: draft.label }, async (tx) => {
    const asked = {
      ...{ askedBy: actor.id, askedAt: deps.now(), state: "waiting" as const },
      ...{ count: 0, failure: null },
    };
    await tx
      .insert(machineRequests)
      .values({ draftId: draft.id, language, ...asked })
      .onConflictDoUpdate({
        target: [machineRequests.draftId, machineRequests.language],
        set: asked,
      });
    return ok();
  });
}

/**
 * Translates a little of what machines were asked for. What another server does at once is stored once, for it is held against the
 * revision that it began from. A machine that fails ends its request: it is asked for again by who wants it.
 */
export async function runMachineRequests(deps: Deps): Promise<void> {
  if (!deps.machine) return;
  const waiting = await deps.db
    .select({ request: machineRequests, draft: drafts, process: processes })
    .from(machineRequests)
    .innerJoin(drafts, eq(drafts.id, machineRequests.draftId))
    .innerJoin(processes, eq(processes.id, drafts.processId))
    .where(eq(machineRequests.state, "waiting"))
    .orderBy(asc(machineRequests.askedAt), asc(drafts.number), asc(machineRequests.language))
    .limit(5);
  await eachAlone(waiting, async ({ request, draft, process }) => {
    const { language } = request;
    const scope = await draftScope(deps, draft);
    const units = await translationUnits(deps, scope, language);
    const open = units.flatMap((unit) => openIn(unit) ?? []).slice(0, Math.max(0, mostParts - request.count));
    const portions = process.languages.includes(language) ? portionsOf(open) : [];
    let { count } = request;
    const end = (values: Partial<typeof machineRequests.$inferInsert>) =>
      deps.db
        .update(machineRequests)
        .set({ count, ...values })
        .where(and(isRequest(draft, language), eq(machineRequests.askedAt, request.askedAt)));
    for (const portion of portions.slice(0, portionsInRun)) {
      const made = await askFor(deps, process, language, portion);
      if (!made.ok) return end({ state: "failed", failure: made.error.code });
      const stored = await storeMade(deps, process, scope, { language, actor: null, made: made.value });
      if (!stored.ok || stored.value === 0) return end({ state: "failed", failure: "machine_failed" });
      count += stored.value;
    }
    return end({ state: portions.length > portionsInRun ? "waiting" : "done" });
  });
}
