import { describe, expect, test } from "vitest";
import { meeting } from "~/ui/forms/kept/elsewhere/meeting";

const other = (once: string, at: number) => ({ fields: { body: "So." }, begun: {}, basis: {}, once, at });

describe("Words that another device has of a form", () => {
  test("come into its fields where nothing was typed, and are offered where something was", () => {
    expect(meeting(other("theirs", 5), null, false)).toBe("take");
    expect(meeting(other("theirs", 5), null, true)).toBe("offer");
  });

  test("go on with what was typed here before, unless somebody types on here", () => {
    const here = { once: "same", readAt: 3 };
    expect(meeting(other("same", 5), here, false)).toBe("take");
    expect(meeting(other("same", 5), here, true)).toBe("offer");
    expect(meeting(other("same", 3), here, true)).toBe("leave");
    expect(meeting(other("same", 2), here, false)).toBe("leave");
  });

  test("that began apart from those here are offered beside them, whichever is newer", () => {
    for (const at of [1, 3, 5])
      for (const isTouched of [false, true])
        expect(meeting(other("theirs", at), { once: "mine", readAt: 3 }, isTouched)).toBe("offer");
  });
});
