import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zipSink } from "~/features/opendata/services/files.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { settleRows } from "~/features/recordlog/services/settleRows.server";
import { makeBallotFiles } from "~/features/results/services/resultFiles.server";
import { examine } from "~/features/verification/services/examine.server";
import type { Deps } from "~/platform/deps";
import { type Work, workHere } from "~/platform/heavy/work";
import { type BigProcess, bigProcess } from "~tests/support/bigProcess";
import { budgetPages, mostBytes, mostStatements, pageReader } from "./support/budget";

type Found = { readonly bytes: number; readonly count: number; readonly isPaged: boolean };

const inProcess = budgetPages.filter(({ address }) => address.includes("/p/:process"));

let scene: BigProcess;
const found = new Map<string, Found>();
beforeAll(async () => {
  scene = await bigProcess();
  const { round, result } = scene.voted;
  const voted = { round, result };
  const special = {
    "discussion/manage.draft": { draft: "0.2" },
    "discussion/manage.draft.revisions": { draft: "0.2" },
    "discussion/manage.draft.suggestions": { draft: "0.2" },
    "rounds/log": voted,
    "rounds/receipt": voted,
    "results/result": voted,
    "votes/round": voted,
  };
  const reader = pageReader(scene.db, { ...scene, special });
  for (const page of inProcess) {
    const own = await reader.htmlOf(page, "an organizer");
    const { count } = await reader.countOf(page, "an organizer", true);
    const html = await reader.htmlOf(page, "a visitor");
    found.set(page.id, {
      bytes: Math.max(Buffer.byteLength(html), Buffer.byteLength(own)),
      count,
      isPaged: own.includes('rel="next"') || own.includes("after="),
    });
  }
}, 400_000);
afterAll(() => scene.db.close());

describe("In a process that has grown", () => {
  test("all rows are committed to in portions, between which others are answered", async () => {
    let [most, here, rows, isOver] = [0, 0, 0, false];
    const turn = () => {
      most = Math.max(most, here);
      here = 0;
      if (!isOver) setImmediate(turn);
    };
    turn();
    // Each row that is committed to gets a salt.
    const randomHex: Deps["randomHex"] = (bytes) => {
      here++;
      rows++;
      return scene.deps.randomHex(bytes);
    };
    await settleRows({ ...scene.deps, randomHex }, scene.process.id);
    isOver = true;
    expect(rows).toBeGreaterThan(15_000);
    expect(most).toBeLessThanOrEqual(500);
  });

  test("the record is made in portions, between which others are answered; threads make what is heavy", async () => {
    const folder = mkdtempSync(join(tmpdir(), "codraft-record-test-"));
    const names: string[] = [];
    const work: Work = (task, input, portions) => {
      names.push(task.name);
      return workHere(task, input, portions);
    };
    const deps = { ...scene.deps, work };
    await makeBallotFiles(deps, scene.process);
    let isOver = false;
    let written = 0;
    let most = 0;
    const turn = () => {
      most = Math.max(most, written);
      written = 0;
      if (!isOver) setImmediate(turn);
    };
    turn();
    const sink = await zipSink(join(folder, "record.zip"), work);
    const { files } = await writeRecord(deps, scene.process, {
      file: async (path) => {
        const file = await sink.file(path);
        const write = (text: string) => {
          written += text.length;
          return file.write(text);
        };
        return { ...file, write };
      },
    });
    isOver = true;
    await sink.end();
    rmSync(folder, { recursive: true });
    expect(Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(20_000_000);
    // As much as is written and hashed in a few milliseconds.
    expect(most).toBeLessThan(2_000_000);
    expect(names).toContain("opendata.pack");
  });

  test("no page is larger than 300 kB, for visitors and for organizers", () => {
    const large = [...found].filter(([, { bytes }]) => bytes > mostBytes);
    expect(large.map(([id, { bytes }]) => `${id} ${bytes}`)).toEqual([]);
  });

  test("no page takes more than ten statements of an organizer", () => {
    const many = [...found].filter(([, { count }]) => count > mostStatements);
    expect(many.map(([id, { count }]) => `${id} ${count}`)).toEqual([]);
  });

  test("long lists are shown by the page", () => {
    const paged = [
      "discussion/comment",
      "discussion/draft",
      "discussion/draftComments",
      "discussion/manage.draft",
      "discussion/threads",
      "drafts/compare",
      "drafts/drafts",
      "profile/manage.members",
      "rounds/log",
      "rounds/workgroup",
      "translation/translate",
      "workgroups/facilitate",
    ];
    expect(paged.filter((id) => !found.get(id)?.isPaged)).toEqual([]);
  });

  test("the log and the result of a round that a thousand people voted in hold", async () => {
    const { findings } = await examine(scene.deps, scene.process.id);
    // The texts of the versions were never published, so their hashes are of nothing.
    expect(findings.filter(({ log }) => !log.startsWith("draft "))).toEqual([]);
  });
});
