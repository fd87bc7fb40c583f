import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { approvalSchema } from "~/features/approvals/contracts/approvals";
import { approvalRuleHash, type SidesRule } from "~/features/approvals/domain/rule";
import { audit } from "~/features/approvals/feature";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Rule } from "~/features/rules/domain/rule";
import type { RoundId } from "~/kernel/ids";
import { plain } from "~/kernel/language/localized";
import { regions } from "~/kernel/places/regions";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { approvals } from "~db/schema/approvals";
import { rounds } from "~db/schema/rounds";
import type { ApprovalRow } from "./findApproval.server";
import { isReplaced } from "./openApproval.server";

export type ApprovalInput = z.infer<typeof approvalSchema>;

/** The rule that a form declares. */
function ruleOf(input: ApprovalInput): SidesRule {
  return {
    version: 2,
    name: input.title,
    group: {
      comparison: input.groupComparison,
      threshold: input.groupThreshold.trim(),
      leastSides: input.leastSides,
      leastTurnout: input.leastTurnout.trim(),
    },
    region:
      input.regionThreshold === ""
        ? null
        : {
            comparison: input.groupComparison,
            threshold: input.regionThreshold.trim(),
            named: regions.filter((region) => input.regions.includes(region)),
          },
    total: { comparison: input.totalComparison, threshold: input.totalThreshold.trim() },
  };
}

/**
 * Prepares an approval of a published draft, or changes one that is not open yet. Once it is open
 * neither rule nor text can change. `invalid` for a draft that is not published, and for a share of regions without
 * any that is named, or the reverse; `version_replaced` where there is a newer one.
 */
export async function draftApproval(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  input: ApprovalInput,
  existing?: ApprovalRow,
): Promise<Result<{ number: number; id: RoundId }, Refusal>> {
  if ((input.regionThreshold === "") !== (input.regions.length === 0))
    return fail({ code: "invalid", fields: { regionThreshold: "errors:field.regionsNamed" } });
  const action = existing ? audit["approval.edited"] : audit["approval.drafted"];
  return changeProcess(deps, { processId: process.id, actor, action, subject: input.title }, async (tx) => {
    const draft = await findDraft({ db: tx }, process, input.draft, false);
    if (!draft?.textHash) return fail({ code: "invalid", fields: { draft: "errors:field.draft" } });
    // It could never open.
    const mayOpen = existing === undefined || existing.round.state === "draft";
    if (mayOpen && (await isReplaced(tx, draft, deps.now())))
      return fail({ code: "version_replaced", fields: { draft: "errors:field.superseded" } });
    const rule = ruleOf(input);
    const round = {
      title: plain(input.title, process.sourceLanguage),
      // The round keeps the declared document and its hash, as every round does; counted by is approvals.rule.
      rule: rule as unknown as Rule,
      ruleHash: approvalRuleHash(rule),
      closesAt: input.closesAt,
    };
    const approval = { draftId: draft.id, draftHash: draft.textHash, rule };
    const opensAt = existing?.round.opensAt;
    if (opensAt && input.closesAt && input.closesAt <= opensAt)
      return fail({ code: "invalid", fields: { closesAt: "errors:field.beforeOpening" } });
    if (existing) {
      const [still] = await tx
        .update(rounds)
        .set(round)
        .where(and(eq(rounds.id, existing.round.id), eq(rounds.state, "draft")))
        .returning();
      if (!still) return fail({ code: "round_not_draft" });
      await tx.update(approvals).set(approval).where(eq(approvals.roundId, still.id));
      return ok({ number: still.number, id: still.id });
    }
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${rounds.number}), 0)::int` })
      .from(rounds)
      .where(and(eq(rounds.processId, process.id), eq(rounds.kind, "approval")));
    const number = (last?.number ?? 0) + 1;
    const id = deps.newId() as RoundId;
    await tx.insert(rounds).values({
      id,
      processId: process.id,
      number,
      kind: "approval",
      state: "draft",
      componentVersion: 0,
      asked: [],
      offersNotNecessary: false,
      attribution: "pseudonymous",
      reveal: "at-close",
      createdAt: deps.now(),
      ...round,
    });
    await tx.insert(approvals).values({ roundId: id, ...approval });
    return ok({ number, id });
  });
}
