import { expect, test } from "vitest";
import { callKinds, nextSteps } from "~/features/calls/domain/calls";
import { addressOf } from "./support/routes";

test("whoever was accepted, and the organizer, are led to pages that are there", () => {
  const addresses = [...addressOf.values()];
  const led = callKinds.flatMap((kind) => Object.values(nextSteps[kind] ?? {}));
  expect(led).toHaveLength(6);
  for (const path of led) expect(addresses).toContain(`/:lang?/p/:process${path}`);
});
