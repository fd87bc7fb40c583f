import fc from "fast-check";
import { expect, test } from "vitest";
import { mostAtOnce, portionsOf, readMachineAnswer } from "~/features/translation/domain/machine";

test("Parts are sent in portions that each fit, in their order; one that fits none is left out", () => {
  const unit = fc.array(fc.integer({ min: 1, max: 25_000 }), { minLength: 1, maxLength: 22 });
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 12 }), (sizes) => {
      const units = sizes.map((own) => ({ texts: own.map((size) => "x".repeat(size)) }));
      const sum = (texts: readonly string[]) => texts.reduce((all, text) => all + text.length, 0);
      const fits = (texts: readonly string[]) =>
        texts.length <= mostAtOnce.texts && sum(texts) <= mostAtOnce.characters;
      const portions = portionsOf(units);
      expect(portions.flat()).toEqual(units.filter(({ texts }) => fits(texts)));
      for (const portion of portions) expect(fits(portion.flatMap(({ texts }) => texts))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("Whatever a machine answers, it is a translation of each text or none", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string(), { maxLength: 3 }), (answer, texts) => {
      const read = readMachineAnswer(answer, texts);
      if (read !== null) expect(read).toHaveLength(texts.length);
    }),
  );
  expect(readMachineAnswer('{"texts":["a"],"more":1}', ["b"])).toEqual(["a"]);
  expect(readMachineAnswer('{"texts":["\\ud800"]}', ["b"])).toBeNull();
});
