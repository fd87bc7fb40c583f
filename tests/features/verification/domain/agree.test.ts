import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nothingBrought, verifyBundle } from "~/features/verification/domain/verifyBundle";
import { chance, madeBundle, pin, someHeld, zipped } from "../madeBundle";
import { hasPython, pythonVerifier } from "../python";

const rounds = 600;

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
      expect([seed, (await verifyBundle(data, brought)).faults]).toEqual([seed, []]);
      expect([seed, await python.verify(data, brought)]).toEqual([seed, { faults: [], unchecked: [] }]);
    }
  });
});
