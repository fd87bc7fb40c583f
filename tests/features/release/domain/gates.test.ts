import { describe, expect, test } from "vitest";
import { countApproval } from "~/features/approvals/domain/result";
import { suggestedRule } from "~/features/approvals/domain/rule";
import { type GateRule, isLate } from "~/features/release/domain/gates";
import { type GateFacts, judgeGates } from "~/features/release/domain/judge";
import { plain } from "~/kernel/language/localized";

const title = plain("A gate");
const gate = (rule: GateRule, dueOn = "2030-06-01") => ({ id: rule.kind, title, rule, dueOn });
const approval = (groups: Record<string, number>) =>
  countApproval(
    {
      process: "p",
      approval: 2,
      log: "p-approval-2",
      draft: "1.0",
      draftHash: "",
      rule: suggestedRule,
    },
    { groups: Object.keys(groups), regions: [] },
    { total: 0, groups: {}, regions: {} },
    Object.entries(groups).flatMap(([group, n]) =>
      Array.from({ length: n }, () => ({ position: "approve" as const, groups: [group], region: null })),
    ),
  );
const facts: GateFacts = {
  draft: "1.0",
  publishedOn: "2030-01-01",
  approval: { number: 2, result: approval({ developer: 6, subject: 6 }), closedOn: "2030-04-01" },
  systems: {
    meet: ["03-04", "03-01", "03-02", "03-03"].map((since) => ({
      key: `owl-${since}`,
      name: `Owl ${since}`,
      since: `2030-${since}`,
    })),
    incomplete: 3,
    all: 13,
  },
  endorsements: Array.from({ length: 12 }, (_, i) => `2030-02-${i + 10}`),
  seen: [],
};
const judged = (rule: GateRule, given: Partial<GateFacts> = {}, day = "2030-05-01") => {
  const [state] = judgeGates([gate(rule)], { ...facts, ...given }, day);
  return { isMet: state?.isMet, missing: state?.missing.map(({ says }) => says), state };
};

describe("support by diverse stakeholders", () => {
  test("is met by an approval that every group meets, and names those that do not", () => {
    expect(judged({ kind: "support" })).toMatchObject({ isMet: true, missing: [] });
    const silent = { number: 2, result: approval({ developer: 6, subject: 0 }), closedOn: "2030-04-01" };
    const { isMet, missing, state } = judged({ kind: "support" }, { approval: silent });
    expect([isMet, missing]).toEqual([false, ["groupNotMet"]]);
    expect(state?.missing[0]).toMatchObject({ values: { group: "subject" }, path: "/approvals/2" });
  });

  test("is missing without an approval, and while it is open", () => {
    expect(judged({ kind: "support" }, { approval: null }).missing).toEqual(["noApproval"]);
    const open = { number: 3, result: null, closedOn: null };
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

describe("the day on which a gate was met", () => {
  const metOn = (rule: GateRule, given: Partial<GateFacts> = {}) => judged(rule, given).state?.metOn;

  test("is that of what it took: the end of the approval, the last word on a system, the last endorsement", () => {
    expect(metOn({ kind: "support" })).toBe("2030-04-01");
    expect(metOn({ kind: "systems", least: 3 })).toBe("2030-03-03");
    expect(metOn({ kind: "endorsements", least: 2 })).toBe("2030-02-11");
    expect(metOn({ kind: "endorsements", least: 13 })).toBeNull();
  });

  test("is not before the version was published, nor after a snapshot that saw it", () => {
    const publishedOn = "2030-03-20";
    expect(metOn({ kind: "systems", least: 3 }, { publishedOn })).toBe(publishedOn);
    const seen = [
      { rule: { kind: "systems", least: 3 }, day: "2030-02-01" },
      { rule: { kind: "systems", least: 2 }, day: "2030-01-15" },
    ] as const;
    expect(metOn({ kind: "systems", least: 3 }, { seen })).toBe("2030-02-01");
    expect(metOn({ kind: "systems", least: 4 }, { seen })).toBe("2030-03-04");
  });

  test("makes a gate late, whenever it is looked at", () => {
    const late = (dueOn: string, day: string) =>
      judgeGates([gate({ kind: "systems", least: 4 }, dueOn)], facts, day).map(isLate);
    expect([late("2030-03-04", "2035-01-01"), late("2030-03-03", "2030-05-01")]).toEqual([[false], [true]]);
  });

  test("what was counted is named", () => {
    const { state } = judged({ kind: "systems", least: 4 });
    expect(state?.evidence[0]?.counted).toContainEqual({
      name: "Owl 03-01",
      path: expect.stringMatching(/^\/systems\/owl-03-01\?draft=/),
    });
  });
});

describe("readiness", () => {
  const readiness = (rule: GateRule, dueOn: string, day = "2030-05-01") =>
    judgeGates([gate(rule, "2030-06-01"), gate({ kind: "ready" }, dueOn)], facts, day).at(-1);
  const says = (state: ReturnType<typeof readiness>) => state?.missing.map((one) => one.says);

  test("is that all other gates were met by the day, and stays so when the day has passed", () => {
    const enough = { kind: "systems", least: 4 } as const;
    for (const day of ["2030-03-04", "2030-05-01", "2035-01-01"])
      expect(readiness(enough, "2030-03-04", day)).toMatchObject({ isMet: true, isOverdue: false });
    const late = readiness(enough, "2030-03-03");
    expect(late).toMatchObject({ isMet: false, isOverdue: true, metOn: null });
    expect(says(late)).toEqual(["lastMetLate"]);
    expect(says(readiness({ kind: "systems", least: 5 }, "2030-06-01"))).toEqual(["gatesOpen"]);
    expect(says(readiness({ kind: "systems", least: 5 }, "2030-04-01"))).toEqual(["gatesOpen", "dayPassed"]);
  });

  test("needs another gate: alone it is not met", () => {
    const [alone] = judgeGates([gate({ kind: "ready" })], facts, "2030-05-01");
    expect(alone).toMatchObject({ isMet: false, missing: [{ says: "noOtherGate" }] });
  });

  test("a gate that is met is not overdue; one that is not, is", () => {
    expect(judged({ kind: "systems", least: 4 }, {}, "2031-01-01").state?.isOverdue).toBe(false);
    expect(judged({ kind: "systems", least: 9 }, {}, "2031-01-01").state?.isOverdue).toBe(true);
  });
});
