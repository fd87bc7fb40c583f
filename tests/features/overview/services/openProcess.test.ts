import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { componentsAt } from "~/features/components/services/read.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { notify } from "~/features/notices/services/notify.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { openProcess, openProcessPage } from "~/features/opendata/services/openProcess.server";
import { templateKeys, templates } from "~/features/overview/domain/templates";
import { offeredTemplates, startFromTemplate } from "~/features/overview/services/startFromTemplate.server";
import { criteriaOf, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import { languages } from "~/kernel/language/languages";
import { processes } from "~db/schema/processes";
import { rounds } from "~db/schema/rounds";
import {
  drafted,
  joined,
  processRow,
  refusal,
  type Scenario,
  scenario,
  signUp,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let deps: TestDeps;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  deps = testDeps(db);
  s = await scenario(deps);
});
afterAll(() => db.close());

const about = { title: "Another", summary: "", question: "Is it?", language: "fr" } as const;

describe("A process in preparation", () => {
  test("is opened as it was read, once and for good, and those who take part in it are told", async () => {
    const { id } = value(await startProcess(deps, s.organizer, { slug: "prepared", ...about }));
    const process = await processRow(deps, id);
    expect(process.openedAt).toBeNull();
    const base = { deps, process, organizer: s.organizer };
    const invited = await joined(base, "invited-before", { role: "participant", workgroupId: null });
    const page = await openProcessPage(deps, s.organizer, process);
    expect(page).toMatchObject({ blocked: null, told: 1 });
    expect(refusal(await openProcess(deps, s.organizer, process, "of another page"))).toBe(
      "changed_since_read",
    );

    value(await openProcess(deps, s.organizer, process, page.seen));
    const open = await processRow(deps, id);
    expect(open.openedAt).toBeInstanceOf(Date);
    expect((await openProcessPage(deps, s.organizer, open)).blocked).toBe("already_open");
    expect(refusal(await openProcess(deps, s.organizer, process, page.seen))).toBe("already_open");
    const { notices } = await readNotices(deps, invited, "en");
    expect(notices.map(({ kind, path }) => [kind, path])).toEqual([["process-opened", "/p/prepared"]]);
    await expect(
      db.db.update(processes).set({ openedAt: null }).where(eq(processes.id, id)),
    ).rejects.toThrow();
  });

  test("opens no round: nobody outside could follow the vote", async () => {
    const { id } = value(await startProcess(deps, s.organizer, { slug: "no-round-yet", ...about }));
    const hidden = await processRow(deps, id);
    const round = await drafted(s);
    await deps.db.update(rounds).set({ processId: id }).where(eq(rounds.id, round.id));
    const asked = { process: hidden, round, workgroup: s.alpha };
    expect(refusal(await openRound(deps, s.organizer, asked))).toBe("in_preparation");
  });

  test("tells nobody anything who does not take part in it", async () => {
    const { id } = value(await startProcess(deps, s.organizer, { slug: "quiet", ...about }));
    const stranger = await signUp(deps, "stranger");
    const notice = { kind: "role-changed" as never, key: "a", path: "/p/quiet", values: {} };
    await notify(deps, db.db, { id }, [stranger.id, s.organizer.id], notice);
    expect((await readNotices(deps, stranger, "en")).notices).toEqual([]);
    expect((await readNotices(deps, s.organizer, "en")).notices).not.toEqual([]);
  });
});

describe("A template", () => {
  test("has words for all of it in every language", () => {
    for (const language of languages) {
      const words = offeredTemplates(deps, language);
      expect(words.map(({ key }) => key)).toEqual(templateKeys);
      const all = words.flatMap(({ name, lead, criteria, groups, components }) => [
        ...[name, lead],
        ...[...criteria, ...groups, ...components],
      ]);
      // A key without words is shown as itself.
      expect(all.filter((one) => /^[\w-]+([.:][\w-]+)+$/.test(one) || one === "")).toEqual([]);
    }
  });

  test.each(templateKeys)(
    "%s begins a process with its criteria, groups, components and rule",
    async (key) => {
      const template = templates[key];
      const slug = `from-${key}`;
      value(await startFromTemplate(deps, s.organizer, { ...about, slug, template: key }));
      const [process] = await db.db.select().from(processes).where(eq(processes.slug, slug));
      if (!process) throw new Error("the process is not there");
      expect([process.openedAt, process.usualRule]).toEqual([null, template.rule]);
      const keysIn = (rows: readonly { key: string }[]) => rows.map((row) => row.key);
      expect(keysIn(await criteriaOf(db.db, process.id))).toEqual(template.criteria);
      expect(keysIn(await stakeholderGroupsOf(db.db, process.id))).toEqual(template.groups);
      const listed = await componentsAt(db.db, process.id, template.components.length > 0 ? 1 : 0);
      expect(listed.map(({ category }) => category)).toEqual(
        template.components.map(({ category }) => category),
      );
      for (const { title } of listed) expect(Object.keys(title.text).sort()).toEqual([...languages].sort());
    },
  );
});
