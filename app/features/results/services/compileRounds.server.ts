import { and, eq } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { buildResult, resultHash } from "~/features/results/domain/resultDocument";
import { audit } from "~/features/results/feature";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import { appendUnderLock } from "~/features/rounds/services/appendUnderLock.server";
import { markPublished } from "~/features/rounds/services/publication.server";
import { type Rule, ruleHash } from "~/features/rules/domain/rule";
import type { CompilationId, RoundId } from "~/kernel/ids";
import { defaultLanguage, isLanguage } from "~/kernel/language/languages";
import { type Localized, plain } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { compilations, type ReferenceFigures } from "~db/schema/results";
import { ballotLogs } from "~db/schema/rounds";
import { collectBallots } from "./collectBallots.server";

/**
 * Counts closed rounds together under a rule and keeps the result, unpublished.
 */
export async function compileRounds(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  input: {
    roundIds: readonly RoundId[];
    rule: Rule;
    title: string;
    intro?: Localized;
    reference?: ReferenceFigures | null;
  },
): Promise<Result<{ number: number }, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["compilation.made"],
    subject: input.title,
  };
  return changeProcess(deps, change, async (tx) => {
    const collected = await collectBallots(tx, process.id, input.roundIds);
    if (!collected.ok) return collected;
    const hash = ruleHash(input.rule);
    const earlier = await compilationHeadsOf(tx, process.id);
    const number = Math.max(0, ...earlier.map((one) => one.number)) + 1;
    const result = buildResult(collected.value.box, input.rule, {
      process: process.slug,
      compilation: number,
      rounds: collected.value.rounds,
      mapping: collected.value.mapping,
    });
    const source = isLanguage(process.sourceLanguage) ? process.sourceLanguage : defaultLanguage;
    await tx.insert(compilations).values({
      id: deps.newId() as CompilationId,
      processId: process.id,
      number,
      title: plain(input.title, source),
      intro: input.intro ?? plain("", source),
      roundIds: collected.value.ids,
      rule: input.rule,
      ruleHash: hash,
      declaredBefore: result.declaredBefore === "yes",
      reference: input.reference ?? null,
      result,
      createdAt: deps.now(),
    });
    return ok({ number });
  });
}

/**
 * Publishes a compilation: its page gets a permanent address, and the log of every round it
 * counted ends with the hash of its result, so that the file cannot be exchanged later.
 */
export async function publishCompilation(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  number: number,
): Promise<Result<{ resultHash: string }, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["compilation.published"],
    subject: String(number),
  };
  return changeProcess(deps, change, async (tx) => {
    const [compilation] = await tx
      .select()
      .from(compilations)
      .where(and(eq(compilations.processId, process.id), eq(compilations.number, number)))
      .for("update");
    if (!compilation) return fail({ code: "not_found" });
    if (compilation.publishedAt) return fail({ code: "already_published" });
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
    await markPublished(tx, compilation.roundIds, publishedAt);
    return ok({ resultHash: hash });
  });
}
