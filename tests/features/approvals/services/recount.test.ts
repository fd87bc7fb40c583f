import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { positions } from "~/features/approvals/domain/position";
import type { ApprovalRow } from "~/features/approvals/services/findApproval.server";
import { approvalTerms } from "~/features/approvals/services/terms.server";
import { documentText } from "~/kernel/hash/document";
import {
  closedApproval,
  describedAs,
  openedApproval,
  openedUnderFirstRule,
  saying,
  take,
} from "~tests/support/approvals";
import { commandLine } from "~tests/support/commandLine";
import { published } from "~tests/support/draftScenario";
import { logLines } from "~tests/support/logLines";
import { joinAll, type Person, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const folder = mkdtempSync(join(tmpdir(), "codraft-approval-"));
const root = new URL("../../../../", import.meta.url).pathname;
let db: TestDb;
let s: Scenario;
let people: Person[];
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
  await published(s, "1.0");
  const names = Array.from({ length: 12 }, (_, i) => `crowd-${i}-${s.process.slug}`);
  people = await joinAll(s, names, { role: "participant", workgroupId: null });
  await describedAs(s, people, { stakeholderGroups: ["developer", "subject"], country: "SN" });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.close();
});

/** The files of an approval in which people said this and that, as its pages publish them. */
async function filesOf(open: () => Promise<ApprovalRow>) {
  const row = await open();
  for (const [i, person] of people.entries()) {
    const groups = ["developer", "subject"].slice(0, i % 3);
    const region = i % 2 === 0 ? ("AF" as const) : null;
    value(await take(s, person, row, saying(there(positions[i % 4]), { groups, region })));
  }
  const { round, approval } = await closedApproval(s, row);
  const files = {
    entries: there(await logLines(s.deps, round)),
    terms: documentText(await approvalTerms(s.deps.db, s.process, round)),
    result: documentText(approval.result),
  };
  return files;
}

function recounted(files: Record<"entries" | "terms" | "result", string>) {
  const names = Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, "approval", ...names], {
    cwd: root,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

describe("codraft approval", () => {
  test.each([
    [1, () => openedUnderFirstRule(s, "1.0")],
    [2, () => openedApproval(s, "1.0", { regionThreshold: "1/2", regions: ["AF"] })],
  ] as const)(
    "counts an approval again by version %i of the rules, from its files alone",
    async (version, open) => {
      const files = await filesOf(open);
      expect(recounted(files)).toEqual({
        code: 0,
        out: `The same result by version ${version} of the rules: not approved.\n`,
        err: "",
      });
      const said = JSON.parse(files.result);
      const forged = recounted({ ...files, result: documentText({ ...said, isMet: "yes" }) });
      expect(forged).toMatchObject({ code: 1, out: "" });
      expect(forged.err).toContain("the log names another result");
      expect(forged.err).toContain('isMet: counted "no", said "yes"');
      const other = { ...said.rule, total: { ...said.rule.total, threshold: "1/100" } };
      expect(recounted({ ...files, result: documentText({ ...said, rule: other }) }).err).toContain(
        "the log names another rule",
      );
      const cut = files.entries.split("\n").slice(0, -3).join("\n");
      expect(recounted({ ...files, entries: `${cut}\n` }).err).toContain("the log is not closed");
    },
  );

  test("says what it takes, and refuses files that are something else", () => {
    expect(recounted({ entries: "no json\n", terms: "{}", result: "{}" }).err).toContain("no entry of a log");
  });
});
