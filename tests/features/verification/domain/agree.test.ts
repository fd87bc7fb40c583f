import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import { faultText } from "~/features/verification/domain/steps";
import { nothingBrought } from "~/features/verification/domain/verifyBundle";
import { chance, madeBundle, pin, someHeld, zipped } from "../madeBundle";
import { hasPython, pythonVerifier } from "../python";
import { tampered } from "../tampering";

const rounds = Number(process.env.AGREE ?? 40);

describe.skipIf(!hasPython)("The verifier in Python and that of the browser", () => {
  let python: Awaited<ReturnType<typeof pythonVerifier>>;
  beforeAll(async () => {
    python = await pythonVerifier();
  });
  afterAll(() => python.end());

  test("find nothing in any honest bundle, and count it to the same digits", async () => {
    for (let seed = 1; seed <= rounds; seed++) {
      const data = zipped(await madeBundle(someHeld(chance(seed)), chance(seed + 1_000_000)));
      const brought = { ...nothingBrought, keys: [pin] };
      expect([seed, (await checkBundle(data, brought)).faults]).toEqual([seed, []]);
      expect([seed, await python.verify(data, brought)]).toEqual([seed, { faults: [], unchecked: [] }]);
    }
  });

  test("name the same faults in whatever was changed", async () => {
    let found = 0;
    for (let seed = 1; seed <= rounds * 2; seed++) {
      const random = chance(seed + 2_000_000);
      const files = tampered(await madeBundle(someHeld(chance(seed % 97)), random), random);
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
