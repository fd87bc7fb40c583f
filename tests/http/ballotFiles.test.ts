import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { presets } from "~/features/rules/domain/presets";
import { type Work, workHere } from "~/platform/heavy/work";
import {
  cast,
  closed,
  opened,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { handlerOf } from "./support/routes";
import { startNode } from "./support/visitors";

let db: TestDb;
let s: Scenario;
let node: Awaited<ReturnType<typeof startNode>>;
const done: string[] = [];
beforeAll(async () => {
  db = await testDb();
  const work: Work = (task, input, portions) => {
    done.push(task.name);
    return workHere(task, input, portions);
  };
  s = await scenario(testDeps(db, { work }), { members: 1 });
  const round = await opened(s);
  await cast(s, there(s.members.alpha[0]), round, requires("weights"));
  const { id } = await closed(s, round);
  const input = { roundIds: [id], rule: presets["person-share"], title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  value(await publishCompilation(s.deps, s.organizer, s.process, number));
  const loader = await handlerOf("results/result.file.ts", "loader");
  const params = { process: s.process.slug, result: String(number), file: "ballots.csv" };
  const served = async (request: Request, context: Parameters<typeof loader>[0]["context"]) =>
    (await loader({ request, params, context })) as Response;
  node = await startNode(s.deps, db, { "/ballots.csv": served });
});
afterAll(async () => {
  await node.close();
  await db.close();
});

describe("The ballots of a result as a file", () => {
  test("are made once by heavy work, for however many ask at a time", async () => {
    done.length = 0;
    const all = Array.from({ length: 50 }, () => node.get("/ballots.csv", { "Accept-Encoding": "gzip, br" }));
    const answers = await Promise.all(all);
    expect(done).toEqual(["write ballot file"]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const [one] = answers;
    expect(one?.headers).toMatchObject({
      "content-encoding": "gzip",
      "content-type": expect.stringMatching(/^text\/csv/),
    });
    expect(gunzipSync(there(one).bytes).toString("utf8")).toContain("weights");
  });

  test("come unpacked to who does not take them compressed", async () => {
    const compressed = await node.get("/ballots.csv", { "Accept-Encoding": "gzip" });
    const plain = await node.get("/ballots.csv", { "Accept-Encoding": "identity" });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.text).toBe(gunzipSync(compressed.bytes).toString("utf8"));
  });

  test("are not sent to who asks for their headers alone", async () => {
    const { status, bytes } = await node.get("/ballots.csv", {}, "HEAD");
    expect([status, bytes.length]).toEqual([200, 0]);
  });
});
