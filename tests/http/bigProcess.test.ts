import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examine } from "~/features/verification/services/examine.server";
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
