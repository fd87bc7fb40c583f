import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeAsRead, closingPage } from "~/features/rounds/services/closeRound.server";
import { draftRound } from "~/features/rounds/services/draftRound.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import { openAsRead, openingPage } from "~/features/votes/services/openingPage.server";
import {
  drafted,
  joined,
  opened,
  refusal,
  roundRow,
  type Scenario,
  scenario,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 2 });
});
afterAll(() => db.close());

const placeOf = (round: RoundRow) => ({ process: s.process, round, workgroup: s.alpha });
const read = (round: RoundRow) => openingPage(s.deps, s.organizer, placeOf(round));
const press = (round: RoundRow, seen: string) => openAsRead(s.deps, s.organizer, placeOf(round), seen);

describe("who opens a round", () => {
  test("reads how many get a seat and are told, and is refused aloud what has changed since", async () => {
    const draft = await drafted(s);
    const first = await read(draft);
    // Two members, and the facilitator who examines with them.
    expect(first).toMatchObject({ seats: 3, told: 3, blocked: null, isFile: false });

    const { title, workgroupId, asked, offersNotNecessary, attribution, reveal, closesAt } = {
      ...draft,
      title: "Renamed",
    };
    const rule = presets["net-mean"];
    const edit = { title, workgroupId, rule, asked, offersNotNecessary, attribution, reveal, closesAt };
    value(await draftRound(s.deps, s.organizer, s.process, edit, draft));
    expect(refusal(await press(draft, first.seen))).toBe("changed_since_read");

    const edited = await roundRow(s.deps, draft.id);
    const second = await read(edited);
    await joined(s, "comes-meanwhile", { role: "member", workgroupId: s.alpha.id });
    expect(refusal(await press(edited, second.seen))).toBe("changed_since_read");
    expect((await roundRow(s.deps, draft.id)).state).toBe("draft");

    const third = await read(edited);
    expect(third.seats).toBe(4);
    value(await press(edited, third.seen));
    expect(await read(await roundRow(s.deps, draft.id))).toMatchObject({ blocked: "round_not_draft" });
  });

  test("reads why it cannot be opened before trying", async () => {
    const late = await drafted(s, { closesAt: new Date(Date.now() - 1000) });
    expect((await read(late)).blocked).toBe("deadline_past");
    const everyone = { ...placeOf(await drafted(s, { workgroupId: null })), workgroup: null };
    expect(await openingPage(s.deps, s.organizer, everyone)).toMatchObject({ seats: null, blocked: null });
  });
});

test("who closes a round by hand closes the one that was read", async () => {
  const round = await opened(s);
  const { seen, blocked } = closingPage(round);
  expect(blocked).toBeNull();
  const other = { ...round, closesAt: new Date(Date.now() + 60_000) };
  expect(closingPage(other).blocked).toBe("deadline_declared");
  expect(refusal(await closeAsRead(s.deps, s.organizer, other, seen))).toBe("changed_since_read");
  value(await closeAsRead(s.deps, s.organizer, round, seen));
  const now = await roundRow(s.deps, round.id);
  expect(closingPage(now).blocked).toBe("round_not_open");
  expect(refusal(await closeAsRead(s.deps, s.organizer, now, seen))).toBe("round_not_open");
});
