import { describe, expect, test, vi } from "vitest";
import type { Deps } from "~/platform/deps";
import { jobs } from "~/registries/jobs.server";
import { jobLines, startJobs } from "~server/jobs";

const at = new Date("2026-03-01T12:00:00Z");

function world() {
  const failed: string[] = [];
  const log = { info() {}, warn() {}, error: (_: unknown, message: string) => failed.push(message) };
  return { deps: { now: () => at, log } as unknown as Deps, failed };
}

describe("Jobs", () => {
  test("have a name each, by which they are told apart", () => {
    expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
  });

  test("are not started anew while they run", async () => {
    const { deps } = world();
    let [begun, going, most] = [0, 0, 0];
    let others = 0;
    const slow = async () => {
      begun++;
      most = Math.max(most, ++going);
      const since = others;
      await vi.waitFor(() => expect(others).toBeGreaterThan(since + 3));
      going--;
    };
    const running = startJobs(deps, [
      { name: "slow", every: 1, run: slow },
      { name: "quick", every: 1, run: async () => others++ },
    ]);
    await vi.waitFor(() => expect(begun).toBeGreaterThan(2));
    running.stop();
    expect(most).toBe(1);
  });

  test("go on after one of them failed, and say so in the log", async () => {
    const { deps, failed } = world();
    let times = 0;
    const fails = async () => {
      times++;
      throw new Error("no");
    };
    const running = startJobs(
      deps,
      [
        { name: "failing", every: 1, run: fails },
        { name: "working", every: 1, run: async () => {} },
      ],
      () => [["beside them", null]],
    );
    await vi.waitFor(() => expect(times).toBeGreaterThan(2));
    await vi.waitFor(() => expect(running.lastSuccess().get("working")).toEqual(at));
    running.stop();
    expect(failed[0]).toBe("failing failed");
    expect(jobLines(running)).toBe(
      "failing: not yet\nworking: 2026-03-01T12:00:00.000Z\nbeside them: not yet\n",
    );
  });
});
