import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import { faultText } from "~/features/verification/domain/steps";
import { nothingBrought } from "~/features/verification/domain/verifyBundle";
import { there } from "~tests/support/scenario";
import { chance, type Held, logOf, madeBundle, pin, someHeld, zipped } from "../madeBundle";
import { hasPython, pythonVerifier } from "../python";
import { tampered } from "../tampering";

const rounds = Number(process.env.AGREE ?? 40);

/** Whose plan names all rounds, and asks for no quorum, by its own rule. */
const isWholePlan = ({ rounds, planned, quorum, countedBy }: Held) =>
  rounds.length > 2 && planned?.length === rounds.length && !quorum && !countedBy;

/** Some record that declares a round of its plan void, in time or too late. Drawn apart, so that all else stays as it was drawn. */
function made(seed: number): Held {
  const held = someHeld(chance(seed));
  const random = chance(seed + 3_000_000);
  if (!held.planned?.length || !random.is(0.3)) return held;
  return {
    ...held,
    voided: { rounds: [random.one(held.planned)], when: random.is(0.6) ? "open" : "closed" },
  };
}

describe.skipIf(!hasPython)("The verifier in Python and that of the browser", () => {
  let python: Awaited<ReturnType<typeof pythonVerifier>>;
  beforeAll(async () => {
    python = await pythonVerifier();
  });
  afterAll(() => python.end());

  test("find nothing in any honest bundle, and count it to the same digits", async () => {
    for (let seed = 1; seed <= rounds; seed++) {
      const data = zipped(await madeBundle(made(seed), chance(seed + 1_000_000)));
      const brought = { ...nothingBrought, keys: [pin] };
      expect([seed, (await checkBundle(data, brought)).faults]).toEqual([seed, []]);
      expect([seed, await python.verify(data, brought)]).toEqual([seed, { faults: [], unchecked: [] }]);
    }
  });

  test.each([
    ["open", "incomplete", "void"],
    ["closed", "explored", "left-out"],
  ] as const)(
    "take a round that was declared void while it was %s for one that makes the count %s",
    async (when, standing, code) => {
      const held = there([...Array(200).keys()].map((seed) => someHeld(chance(seed))).find(isWholePlan));
      const [gone, ...rest] = held.rounds.map(({ number }) => number);
      const files = await madeBundle(
        { ...held, counted: rest, voided: { rounds: [there(gone)], when } },
        chance(5),
      );
      const brought = { ...nothingBrought, keys: [pin] };
      expect((await checkBundle(zipped(files), brought)).faults).toEqual([]);
      expect(await python.verify(zipped(files), brought)).toEqual({ faults: [], unchecked: [] });
      expect(JSON.parse(there(files.get("result.json"))).plan).toMatchObject({
        standing,
        omitted: expect.arrayContaining([{ round: logOf(there(gone)), code }]),
      });
    },
  );

  test("name the same faults in whatever was changed", async () => {
    let found = 0;
    for (let seed = 1; seed <= rounds * 2; seed++) {
      const random = chance(seed + 2_000_000);
      const files = tampered(await madeBundle(made(seed % 97), random), random);
      const brought = { ...nothingBrought, keys: [pin] };
      const { faults, unchecked } = await checkBundle(zipped(files), brought);
      const named = faults.map(faultText);
      const other = await python.verify(zipped(files), brought);
      const said = other.faults.map(([step, code, where]) =>
        faultText({ step: step as "files", code, where }),
      );
      expect([seed, said.sort()]).toEqual([seed, named.sort()]);
      expect([seed, other.unchecked]).toEqual([seed, unchecked.map(({ code, where }) => [code, where])]);
      if (faults.length > 0) found++;
    }
    // Some changes change nothing that anybody counts on, as the name of a seat.
    expect(found / (rounds * 2)).toBeGreaterThan(0.75);
  });
});
