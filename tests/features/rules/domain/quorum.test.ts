import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ruleSchema } from "~/features/rules/contracts/rule";
import { presets } from "~/features/rules/domain/presets";
import { isTurnout, quorumVerdict } from "~/features/rules/domain/quorum";
import { ruleHash } from "~/features/rules/domain/ruleHash";

describe("a quorum", () => {
  test("that a rule does not declare says nothing", () => {
    expect(quorumVerdict(undefined, { voters: 0, onRoll: 10 })).toBeNull();
  });

  test.each([
    [{ voters: 5, turnout: "0" }, { voters: 5, onRoll: 100 }, 5, true],
    [{ voters: 5, turnout: "0" }, { voters: 4, onRoll: 4 }, 5, false],
    [{ voters: 0, turnout: "1/3" }, { voters: 4, onRoll: 10 }, 4, true],
    [{ voters: 0, turnout: "1/3" }, { voters: 3, onRoll: 10 }, 4, false],
    [{ voters: 0, turnout: "1/3" }, { voters: 3, onRoll: 9 }, 3, true],
    [{ voters: 2, turnout: "1" }, { voters: 9, onRoll: 10 }, 10, false],
    [{ voters: 1, turnout: "1/2" }, { voters: 0, onRoll: 0 }, 1, false],
  ])("%j with %j needs %i", (quorum, turnout, needed, isReached) => {
    expect(quorumVerdict(quorum, turnout)).toEqual({ needed, isReached });
  });

  test("needs the smallest number that is the share of the roll, whatever both are", () => {
    const share = fc.integer({ min: 1, max: 1000 }).chain((den) => fc.tuple(fc.nat(den), fc.constant(den)));
    fc.assert(
      fc.property(share, fc.nat(20_000), ([num, den], onRoll) => {
        const quorum = { voters: 0, turnout: `${num}/${den}` };
        const { needed } = quorumVerdict(quorum, { voters: 0, onRoll }) ?? { needed: -1 };
        expect(needed * den).toBeGreaterThanOrEqual(num * onRoll);
        expect((needed - 1) * den).toBeLessThan(num * onRoll);
      }),
    );
  });

  test("belongs to the rule, and so to its hash; rules without one keep theirs", () => {
    const rule = presets["person-share"];
    const asked = { ...rule, quorum: { voters: 5, turnout: "1/4" } };
    expect(ruleHash(ruleSchema.parse(asked))).toBe(ruleHash(asked));
    expect(ruleHash(asked)).not.toBe(ruleHash(rule));
    expect(ruleHash(ruleSchema.parse(rule))).toBe(ruleHash(rule));
  });

  test.each([
    { voters: -1, turnout: "0" },
    { voters: 1.5, turnout: "0" },
    { voters: 1, turnout: "3/2" },
    { voters: 1, turnout: "-1/2" },
    { voters: 1, turnout: "half" },
    { voters: 1 },
    { voters: 1, turnout: "0", more: 1 },
  ])("is not %j", (quorum) => {
    expect(ruleSchema.safeParse({ ...presets["person-share"], quorum }).success).toBe(false);
  });

  test("takes from none of a roll to all of it", () => {
    expect(["0", "1", "1/2", "0/7"].map(isTurnout)).toEqual([true, true, true, true]);
    expect(["2", "-1", "", "50%"].map(isTurnout)).toEqual([false, false, false, false]);
  });
});
