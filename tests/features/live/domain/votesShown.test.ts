import { describe, expect, test } from "vitest";
import { votesShown } from "~/features/live/domain/votesShown";

describe("a vote that was just pressed", () => {
  const stored = { isOn: false, votes: 4 };

  test("is shown before it is stored, given or taken back", () => {
    expect(votesShown(stored, null)).toEqual(stored);
    expect(votesShown(stored, { isOn: true, votes: 4 })).toEqual({ isOn: true, votes: 5 });
    expect(votesShown({ isOn: true, votes: 4 }, { isOn: false, votes: 4 })).toEqual({
      isOn: false,
      votes: 3,
    });
  });

  test("is never counted twice, whether the number or one's own vote comes first", () => {
    const pressed = { isOn: true, votes: 4 };
    expect(votesShown({ isOn: false, votes: 5 }, pressed)).toEqual({ isOn: true, votes: 5 });
    expect(votesShown({ isOn: true, votes: 4 }, pressed)).toEqual({ isOn: true, votes: 4 });
    expect(votesShown({ isOn: true, votes: 5 }, pressed)).toEqual({ isOn: true, votes: 5 });
  });

  test("never leaves fewer than none", () => {
    expect(votesShown({ isOn: true, votes: 0 }, { isOn: false, votes: 0 }).votes).toBe(0);
  });
});
