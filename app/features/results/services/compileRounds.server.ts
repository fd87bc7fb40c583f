import { and, eq } from "drizzle-orm";
import { secondOf } from "~/features/confirmations/services/secondOf.server";
import { notifyMembers } from "~/features/notices/services/notify.server";
import { secondFor } from "~/features/plans/services/confirming.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CollectPlan } from "~/features/results/domain/collect";
import { type ResultDocument, resultHash } from "~/features/results/domain/resultDocument";
import { standingOfResult } from "~/features/results/domain/standingOfResult";
import { audit, notices } from "~/features/results/feature";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import { appendUnderLock } from "~/features/rounds/services/appender.server";
import { markPublished } from "~/features/rounds/services/publication.server";
import type { Rule } from "~/features/rules/domain/rule";
import type { CompilationId, RoundId } from "~/kernel/ids";
import { type Localized, plain } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { compilations, type ReferenceFigures } from "~db/schema/results";
import { ballotLogs } from "~db/schema/rounds";
import { collectPortions, planCollecting } from "./collectBallots.server";
import { collectedDigest } from "./counting/collectedDigest.server";
import { replacedBy, standingOfCount, withPlan } from "./counting/planOfCount.server";
import { countRounds } from "./counting/resultTasks.server";

type Compiling = {
  readonly roundIds: readonly RoundId[];
  readonly rule: Rule;
  readonly title: string;
  readonly intro?: Localized;
  readonly reference?: ReferenceFigures | null;
};

/** How often the count is tried when something in it changes meanwhile. */
const tries = 3;

/**
 * Counts closed rounds together under a rule and keeps the result, unpublished. It is counted in a thread for
 * heavy work, before the process is locked; under the lock, what was counted is compared with what is there by then.
 */
export async function compileRounds(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  input: Compiling,
): Promise<Result<{ number: number }, Refusal>> {
  for (let left = tries; left > 0; left--) {
    const digest = await collectedDigest(deps.db, process.id, input.roundIds);
    const planned = await planCollecting(deps.db, process.id, input.roundIds);
    if (!planned.ok) return planned;
    const { value: plan } = planned;
    const counted = await deps.work(
      countRounds,
      { plan, rule: input.rule, process: process.slug },
      collectPortions(deps.db, plan),
    );
    if (!counted.ok) {
      deps.log.error({ broken: counted.error }, "a ballot log does not verify");
      return counted;
    }
    const stored = await storeResult(deps, actor, process, { ...input, digest, plan, result: counted.value });
    if (stored.ok || stored.error.code !== "edited_meanwhile") return stored;
  }
  return fail({ code: "edited_meanwhile" });
}

/** Refused (`edited_meanwhile`) if what was counted has changed. */
function storeResult(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  counted: Compiling & {
    readonly digest: string;
    readonly plan: CollectPlan;
    readonly result: ResultDocument;
  },
): Promise<Result<{ number: number }, Refusal>> {
  const { digest, plan, result, rule, title, intro, reference } = counted;
  const roundIds = plan.rounds.map(({ id }) => id);
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["compilation.made"],
    subject: title,
  };
  return changeProcess(deps, change, async (tx, note) => {
    if ((await collectedDigest(tx, process.id, roundIds)) !== digest)
      return fail({ code: "edited_meanwhile" });
    const earlier = await compilationHeadsOf(tx, process.id);
    const number = Math.max(0, ...earlier.map((one) => one.number)) + 1;
    const standing = await standingOfCount(deps, tx, process, { result, roundIds });
    if (!standing.ok) return standing;
    const stored = { ...withPlan(result, standing.value), compilation: number };
    await tx.insert(compilations).values({
      id: deps.newId() as CompilationId,
      processId: process.id,
      number,
      title: plain(title, process.sourceLanguage),
      intro: intro ?? plain("", process.sourceLanguage),
      roundIds,
      rule,
      ruleHash: result.ruleHash,
      declaredBefore: result.declaredBefore === "yes",
      reference: reference ?? null,
      result: stored,
      createdAt: deps.now(),
    });
    const ballots = plan.rounds.map(({ log }) => log);
    note({ kind: "count", count: number, rule: result.ruleHash, ballots, ...standingOfResult(stored) });
    return ok({ number });
  });
}

/**
 * Publishes a compilation: its page gets a permanent address, and the log of every round it
 * counted ends with the hash of its result, so that the file cannot be exchanged later. Refused with `changed_since_read`
 * when it has changed since the publisher read it, with `plan_counted` when its plan already has its result, and when its plan
 * asks for a second organizer (`secondOf`).
 */
export async function publishCompilation(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  number: number,
  read?: {
    readonly seen: string;
    /** What the page says now, under the lock. */
    readonly now: (tx: Db) => Promise<string>;
    /** The request of another organizer that this confirms. */
    readonly asked?: string | undefined;
  },
): Promise<Result<{ resultHash: string }, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["compilation.published"],
    subject: String(number),
  };
  return changeProcess(deps, change, async (tx, note) => {
    const [compilation] = await tx
      .select()
      .from(compilations)
      .where(and(eq(compilations.processId, process.id), eq(compilations.number, number)))
      .for("update");
    if (!compilation) return fail({ code: "not_found" });
    if (compilation.publishedAt) return fail({ code: "already_published" });
    const seen = await read?.now(tx);
    if (seen !== read?.seen) return fail({ code: "changed_since_read" });
    const replaces = await replacedBy(tx, process.id, compilation.result);
    if (!replaces.ok) return replaces;
    const confirmed = await secondOf(deps, tx, {
      process,
      actor,
      act: "publish",
      thing: String(number),
      since: await secondFor(tx, process.id, "publish", compilation.result.plan?.plan ?? null),
      asked: read?.asked,
      seen: () => seen ?? "",
    });
    if (!confirmed.ok) return confirmed;
    const hash = resultHash(compilation.result);
    for (const { log } of compilation.result.rounds) {
      const [head] = await tx.select().from(ballotLogs).where(eq(ballotLogs.log, log)).for("update");
      if (!head) return fail({ code: "not_found" });
      await appendUnderLock(deps, tx, log, head.size, {
        kind: "result",
        log,
        result: hash,
        nonce: deps.randomHex(32),
      });
    }
    const publishedAt = deps.now();
    await tx
      .update(compilations)
      .set({ publishedAt, resultHash: hash })
      .where(eq(compilations.id, compilation.id));
    const standing = standingOfResult(compilation.result);
    note(
      { kind: "result", count: number, result: hash, replaces: replaces.value, ...standing },
      confirmed.value,
    );
    await markPublished(tx, compilation.roundIds, publishedAt);
    await notifyMembers(deps, tx, process, {
      kind: notices["result-published"],
      key: `result-published ${compilation.id}`,
      path: `/p/${process.slug}/results/${number}`,
      values: { number, title: compilation.title },
      except: actor?.id ?? null,
    });
    return ok({ resultHash: hash });
  });
}
