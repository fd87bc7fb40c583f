import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import { saveOrAsk } from "~/features/release/services/gateRequests.server";
import { askToOpen, openingPage } from "~/features/votes/services/openingPage.server";
import {
  drafted,
  joined,
  type Person,
  roundRow,
  scenario,
  sealed,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { cookieOf } from "./support/routes";
import { pageRoutes, renderPage } from "./support/wholePage";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

test("the page of an act that takes two asks, waits and confirms, to each what they can do", async () => {
  const s = await scenario(testDeps(db), { members: 2 });
  const second = await joined(s, `second-${s.process.slug}`, { role: "organizer", workgroupId: null });
  const draft = await drafted(s);
  await sealed(s, [draft], { confirm: [...confirmedActs] });
  const round = await roundRow(s.deps, draft.id);
  const params = { process: s.process.slug, round: String(round.number) };
  const shown = async (id: string, person: Person) => {
    const page = there(pageRoutes.find((one) => one.id.endsWith(id)));
    return renderPage(page, { deps: s.deps, params, headers: await cookieOf(s.deps, person) });
  };
  const opening = "manage.round.open";
  expect(await shown(opening, s.organizer)).toContain("Ask another organizer");
  const place = { process: s.process, round, workgroup: s.alpha };
  const { seen } = await openingPage(s.deps, s.organizer, place);
  value(await askToOpen(s.deps, s.organizer, place, seen));
  expect(await shown(opening, s.organizer)).toContain("Take it back");
  expect(await shown(opening, second)).toContain("Confirm: ");

  const gate = {
    id: null,
    seen: null,
    title: "Enough",
    kind: "support" as const,
    least: 1,
    dueOn: "2031-01-01",
    reason: "",
  };
  value(await saveOrAsk(s.deps, s.organizer, s.process, "en", gate));
  const release = "manage.release";
  expect(await shown(release, s.organizer)).toContain("Take it back");
  expect(await shown(release, second)).toContain("Confirm: ");
});
