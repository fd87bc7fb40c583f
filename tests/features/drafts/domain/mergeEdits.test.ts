import fc from "fast-check";
import { expect, test } from "vitest";
import { type EditedText, mergeEdits, mergeTexts } from "~/features/drafts/domain/mergeEdits";
import { applyPatch, patchOf, touches } from "~/features/drafts/domain/patch";

const word = fc.constantFrom("may", "use", "study", "the", "system", "كل", "نص", "share", "any", "自由");
const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(" "));

/** A text, and two others that some hands made of it. */
const edited = text.chain((before) => {
  const made = fc
    .array(fc.tuple(fc.nat(before.split(" ").length), fc.nat(2), word), { maxLength: 4 })
    .map((edits) => {
      const words = before.split(" ");
      for (const [at, length, put] of edits) words.splice(at, length, put);
      return words.join(" ");
    });
  return fc.tuple(fc.constant(before), made, made);
});

test("Two changes of one text that do not touch are both in the merged text, and nothing else", () => {
  fc.assert(
    fc.property(edited, ([before, mine, theirs]) => {
      const [own, other] = [patchOf(before, mine), patchOf(before, theirs)];
      if (touches(own, other)) return;
      const merged = mergeTexts(before, mine, theirs);
      const both = [...own, ...other].sort((a, b) => a.start - b.start);
      expect(merged).toBe(applyPatch(before, both));
    }),
    { numRuns: 500 },
  );
});

test("It does not matter who saved first", () => {
  fc.assert(
    fc.property(edited, ([before, mine, theirs]) => {
      expect(mergeTexts(before, mine, theirs)).toBe(mergeTexts(before, theirs, mine));
    }),
    { numRuns: 500 },
  );
});

test("Who changed nothing takes nothing back, and what both changed just so is changed once", () => {
  fc.assert(
    fc.property(edited, ([before, mine]) => {
      expect(mergeTexts(before, before, mine)).toBe(mine);
      expect(mergeTexts(before, mine, before)).toBe(mine);
      expect(mergeTexts(before, mine, mine)).toBe(mine);
    }),
  );
});

test("Where two changed the same words nothing is merged, so that a person decides", () => {
  expect(mergeTexts("may use the system", "may study the system", "may share the system")).toBeNull();
});

test("Of a clause heading and text are merged by words, kind and stability as a whole", () => {
  const before: EditedText = { kind: "definition", heading: "Use", body: "a b c", stability: "likely" };
  const mine = { ...before, body: "A b c", kind: "requirement" as const };
  const theirs = { ...before, body: "a b C", stability: "unlikely" as const };
  expect(mergeEdits(before, mine, theirs)).toEqual({
    kind: "requirement",
    heading: "Use",
    body: "A b C",
    stability: "unlikely",
  });
  expect(mergeEdits(before, mine, { ...before, kind: "preamble" })).toBeNull();
});
