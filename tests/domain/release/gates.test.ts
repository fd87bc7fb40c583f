import { describe, expect, test } from "vitest";
import { countApproval } from "~/domain/approvals/result";
import { firstApprovalRule } from "~/domain/approvals/rule";
import type { GateRule } from "~/domain/release/gates";
import { type GateFacts, judgeGates } from "~/domain/release/judge";

const title = { source: "en", text: { en: "A gate" } };
const gate = (rule: GateRule, dueOn = "2030-06-01") => ({ id: rule.kind, title, rule, dueOn });
const approval = (groups: Record<string, number>) =>
  countApproval(
    {
      process: "p",
      approval: 2,
      log: "p-approval-2",
      draft: "1.0",
      draftHash: "",
      rule: firstApprovalRule,
    },
    { groups: Object.keys(groups), regions: [] },
    { total: 0, groups: {}, regions: {} },
    Object.entries(groups).flatMap(([group, n]) =>
      Array.from({ length: n }, () => ({ position: "approve" as const, groups: [group], region: null })),
    ),
  );
const facts: GateFacts = {
  draft: "1.0",
  approval: { number: 2, result: approval({ developer: 6, subject: 6 }) },
  systems: { meet: 4, incomplete: 3, all: 13 },
  endorsements: 12,
};
const judged = (rule: GateRule, given: Partial<GateFacts> = {}, day = "2030-05-01") => {
  const [state] = judgeGates([gate(rule)], { ...facts, ...given }, day);
  return { isMet: state?.isMet, missing: state?.missing.map(({ says }) => says), state };
};

describe("support by diverse stakeholders", () => {
  test("is met by an approval that every group meets, and names those that do not", () => {
    expect(judged({ kind: "support" })).toMatchObject({ isMet: true, missing: [] });
    const silent = { number: 2, result: approval({ developer: 6, subject: 0 }) };
    const { isMet, missing, state } = judged({ kind: "support" }, { approval: silent });
    expect([isMet, missing]).toEqual([false, ["groupNotMet"]]);
    expect(state?.missing[0]).toMatchObject({ values: { group: "subject" }, path: "/approvals/2" });
  });

  test("is missing without an approval, and while it is open", () => {
    expect(judged({ kind: "support" }, { approval: null }).missing).toEqual(["noApproval"]);
    const open = { number: 3, result: null };
    expect(judged({ kind: "support" }, { approval: open })).toMatchObject({
      isMet: false,
      missing: ["approvalOpen"],
    });
  });
});

describe("real examples, and endorsements", () => {
  test("are met by enough of them; else it is said how many are missing", () => {
    expect(judged({ kind: "systems", least: 4 }).isMet).toBe(true);
    const { state, isMet } = judged({ kind: "systems", least: 6 });
    expect(isMet).toBe(false);
    expect(state?.missing).toMatchObject([{ says: "systemsLacking", values: { count: 2, incomplete: 3 } }]);
    expect(judged({ kind: "endorsements", least: 12 }).isMet).toBe(true);
    expect(judged({ kind: "endorsements", least: 13 }).missing).toEqual(["endorsementsLacking"]);
    expect(judged({ kind: "endorsements", least: 1 }, { endorsements: null }).missing).toEqual(["embargo"]);
  });
});

describe("readiness", () => {
  const gates = [gate({ kind: "systems", least: 4 }), gate({ kind: "ready" })];
  const readiness = (given: typeof gates, day: string) => judgeGates(given, facts, day).at(-1);

  test("is that all other gates are met by the day", () => {
    expect(readiness(gates, "2030-06-01")).toMatchObject({ isMet: true, isOverdue: false });
    expect(readiness(gates, "2030-06-02")).toMatchObject({ isMet: false, isOverdue: true });
    const harder = [gate({ kind: "systems", least: 5 }), gate({ kind: "ready" })];
    expect(readiness(harder, "2030-05-01")?.missing.map(({ says }) => says)).toEqual(["gatesOpen"]);
  });

  test("a gate that is met late is not overdue", () => {
    expect(judged({ kind: "systems", least: 4 }, {}, "2031-01-01").state?.isOverdue).toBe(false);
    expect(judged({ kind: "systems", least: 9 }, {}, "2031-01-01").state?.isOverdue).toBe(true);
  });
});
