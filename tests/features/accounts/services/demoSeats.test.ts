import { describe, expect, test } from "vitest";
import { findSession } from "~/features/accounts/services/sessions.server";
import { signInAsDemo } from "~/features/accounts/services/signIn.server";
import { demoDb } from "~tests/support/demoDb";
import { refusal, signUp, value } from "~tests/support/scenario";
import { testDeps } from "~tests/support/testDeps";

const device = "a test";

describe("the demo's ready seats", () => {
  const isDemo = {
    ...testDeps({ db: undefined as never, kind: "pglite", runHot: undefined as never }).settings,
    isDemo: true,
  };

  test("let people in in the demo, as the people that the demo made and nobody else", async () => {
    const demo = await demoDb();
    try {
      const deps = testDeps(demo, { settings: isDemo });
      const { token } = value(await signInAsDemo(deps, "organizer@demo.codraft.example", device, "/"));
      expect(await findSession(deps, token)).toMatchObject({ email: "organizer@demo.codraft.example" });
      const person = await signUp(deps, "a-person");
      for (const email of [person.email, "none@demo.codraft.example"])
        expect(refusal(await signInAsDemo(deps, email, device, "/"))).toBe("not_found");

      const outside = testDeps(demo);
      expect(refusal(await signInAsDemo(outside, "organizer@demo.codraft.example", device, "/"))).toBe(
        "not_found",
      );
    } finally {
      await demo.close();
    }
  });
});
