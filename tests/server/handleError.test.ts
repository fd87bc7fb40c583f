import { expect, test } from "vitest";
import { handleError } from "~/entry.server";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

const unused = { db: undefined as never, kind: "pglite" as const, runHot: undefined as never };
const handled = (error: unknown): TestDeps["logged"] => {
  const deps = testDeps(unused);
  const context = { deps, requestId: "a-request" };
  handleError(error, { request: new Request("https://codraft.example/"), context: context as never });
  return deps.logged;
};
const routed = (status: number) => ({
  status,
  statusText: "",
  internal: true,
  data: "",
  error: new Error("x"),
});

test("An address or a method that there is not is a warning in the log, a bug is an error", () => {
  expect(handled(routed(404))).toEqual([{ level: "warn", message: "request refused" }]);
  expect(handled(routed(405))).toEqual([{ level: "warn", message: "request refused" }]);
  expect(handled(routed(500))).toEqual([{ level: "error", message: "request failed" }]);
  expect(handled(new Error("a bug"))).toEqual([{ level: "error", message: "request failed" }]);
});
