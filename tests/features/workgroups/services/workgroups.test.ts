import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { seatsOf } from "~/features/rounds/services/read.server";
import { inWorkgroup } from "~/features/workgroups/registrations/place.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import {
  changeMember,
  membersPage,
  publicMembers,
  saveWorkgroup,
  type WorkgroupInput,
} from "~/features/workgroups/services/workgroups.server";
import { lookUp } from "~/http/place.server";
import { allows, type Need } from "~/kernel/access";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Actor } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { atOnce } from "~tests/support/atOnce";
import {
  drafted,
  joined,
  nobody,
  opened,
  processRow,
  refusal,
  type Scenario,
  scenario,
  suspended,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let other: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 2 });
  other = await scenario(testDeps(db), { members: 0 });
});
afterAll(() => db.close());

const save = (input: WorkgroupInput, actor: Actor = s.organizer, language: Language = "en") =>
  saveWorkgroup(s.deps, actor, s.process, language, input);
const group = async (key: string) =>
  there((await workgroupsOf(db.db, s.process.id)).find((one) => one.key === key));
const member = (i: number) => there(s.members.alpha[i]);

describe("the charter of a workgroup", () => {
  const mayWrite = async (actor: Actor | null, need: Need = "facilitator", workgroup = "alpha") => {
    const scope = there(
      await lookUp(inWorkgroup, { deps: s.deps, actor, params: { process: s.process.slug, workgroup } }),
    );
    return allows(need, scope.standing);
  };

  test("is written by its facilitator and by organizers", async () => {
    expect(await mayWrite(s.facilitator)).toBe(true);
    expect(await mayWrite(s.organizer)).toBe(true);
  });

  test("is not written by its members, other people of the process, or anybody else", async () => {
    expect(await mayWrite(member(0))).toBe(false);
    expect(await mayWrite(there(s.members.beta[0]))).toBe(false);
    expect(await mayWrite(s.participant)).toBe(false);
    expect(await mayWrite(other.organizer)).toBe(false);
    expect(await mayWrite(other.facilitator)).toBe(false);
    expect(await mayWrite(nobody)).toBe(false);
    expect(await mayWrite(null)).toBe(false);
  });

  test("is not written by the facilitator of another workgroup of the process", async () => {
    expect(await mayWrite(s.facilitator, "facilitator", "beta")).toBe(false);
  });

  test("is not written by a facilitator who was suspended", async () => {
    const person = await joined(s, "late-facilitator", { role: "facilitator", workgroupId: s.alpha.id });
    expect(await mayWrite(person)).toBe(true);
    expect(await mayWrite(await suspended(s.deps, person))).toBe(false);
  });

  test("may be written by a member from when they facilitate until they do not", async () => {
    const { id: userId } = member(1);
    const change = async (role: "facilitator" | "member") =>
      value(await changeMember(s.deps, s.organizer, s.process, s.alpha, { userId, role, affiliated: false }));
    await change("facilitator");
    expect(await mayWrite(member(1))).toBe(true);
    await change("member");
    expect(await mayWrite(member(1))).toBe(false);
    expect(await mayWrite(member(1), "member")).toBe(true);
  });

  test("changes in the facilitator's language, and nothing else of the workgroup with it", async () => {
    const before = await group("alpha");
    const { key, name, system, maker } = before;
    value(await save({ key, name, system, maker, charter: "نفحصها." }, s.facilitator, "ar"));
    const { charter, ...rest } = await group("alpha");
    expect(rest).toEqual({ ...before, charter: undefined });
    expect(localize(charter, "ar")).toMatchObject({ text: "نفحصها.", state: "translated" });
    expect(localize(charter, "en").text).toBe("We look at it.");
    value(await save({ key, name, system, maker, charter: "We look closely." }, s.facilitator));
    expect(localize((await group("alpha")).charter, "ar").state).toBe("stale");
    const { lines } = await readAudit(s.deps, s.process.id, null);
    expect(lines.filter(({ action }) => action === "workgroup.saved").map(({ who }) => who)).toContain(
      s.facilitator.displayName,
    );
  });
});

describe("workgroups", () => {
  test("are added at the end, and edited by their key in their place", async () => {
    const input = { key: "aleph", name: "Group aleph", system: "System", maker: "", charter: "" };
    const { id } = value(await save(input));
    value(await save({ key: "beta", name: "Renamed", system: "Newer", maker: "Maker", charter: "Anew." }));
    const groups = await workgroupsOf(db.db, s.process.id);
    expect(groups.map(({ key, name }) => [key, name])).toEqual([
      ["alpha", "Group alpha"],
      ["beta", "Renamed"],
      ["aleph", "Group aleph"],
    ]);
    expect(groups[1]).toMatchObject({ id: s.beta.id, system: "Newer", maker: "Maker" });
    expect(groups[2]?.id).toBe(id);
  });

  test("of another process with the same key stay as they are", async () => {
    const before = await workgroupsOf(db.db, other.process.id);
    value(await save({ key: "beta", name: "Ours", system: "S", maker: "M", charter: "C" }));
    expect(await workgroupsOf(db.db, other.process.id)).toEqual(before);
  });

  test.each(["delta", "epsilon", "zeta"])(
    "saved by several people at once are one workgroup (%s)",
    async (key) => {
      const input = { key, name: "A group", system: "System", maker: "", charter: "" };
      const made = await atOnce(6, () => save(input));
      expect(new Set(made.map((one) => value(one).id)).size).toBe(1);
      const keys = (await workgroupsOf(db.db, s.process.id)).map((one) => one.key);
      expect(keys.filter((one) => one === key)).toHaveLength(1);
    },
  );
});

describe("the members of a workgroup", () => {
  const change = (userId: Actor["id"], role: "facilitator" | "member" | "removed", affiliated = false) =>
    changeMember(s.deps, s.organizer, s.process, s.alpha, { userId, role, affiliated });

  test("who leave stay on the roll of the round that was open, and are not on the next", async () => {
    const person = await joined(s, "leaver", { role: "member", workgroupId: s.alpha.id });
    const draft = await drafted(s);
    const running = await opened(s);
    value(await change(person.id, "removed"));
    expect((await seatsOf(db.db, running.id)).map(({ userId }) => userId)).toContain(person.id);
    const next = await opened(s);
    expect((await seatsOf(db.db, next.id)).map(({ userId }) => userId)).not.toContain(person.id);
    expect(await seatsOf(db.db, draft.id)).toEqual([]);
  });

  test("who turn out to be affiliated are so on the next roll, not on the one that stands", async () => {
    const person = await joined(s, "turncoat", { role: "member", workgroupId: s.alpha.id });
    const running = await opened(s);
    value(await change(person.id, "member", true));
    const isAffiliated = async (roundId: typeof running.id) =>
      (await seatsOf(db.db, roundId)).find(({ userId }) => userId === person.id)?.affiliated;
    expect(await isAffiliated(running.id)).toBe(false);
    expect(await isAffiliated((await opened(s)).id)).toBe(true);
  });

  test("cannot be changed where they are not: in another workgroup, or of another", async () => {
    const { version } = await processRow(s.deps, s.process.id);
    const stranger = there(s.members.beta[0]).id;
    for (const role of ["facilitator", "member", "removed"] as const) {
      expect(refusal(await change(stranger, role))).toBe("not_found");
      expect(refusal(await change(nobody.id, role))).toBe("not_found");
    }
    expect((await processRow(s.deps, s.process.id)).version).toBe(version);
    expect((await membersPage(s.deps, s.beta.id, 1)).rows.map(({ id }) => id)).toContain(stranger);
  });

  test("are named in public only if they consented; the others are only counted", async () => {
    const [shy, open] = [member(0), member(1)];
    await db.db.update(users).set({ affiliation: "A lab", showsName: true }).where(eq(users.id, open.id));
    const known = await publicMembers(s.deps, s.alpha.id, 1);
    expect(known.named).toEqual([{ displayName: open.displayName, affiliation: "A lab" }]);
    expect(known.count).toBe((await membersPage(s.deps, s.alpha.id, 1)).rows.length);
    expect(known.affiliated).toBe(1);
    expect(JSON.stringify(known)).not.toContain(shy.displayName);
    expect(JSON.stringify(known)).not.toContain("@");
  });

  test("who consented without giving a name are not named by their address", async () => {
    await db.db
      .update(users)
      .set({ displayName: "" })
      .where(eq(users.id, member(1).id));
    expect((await publicMembers(s.deps, s.alpha.id, 1)).named).toEqual([]);
  });

  test("are listed in the order in which they joined", async () => {
    const { rows: listed } = await membersPage(s.deps, s.alpha.id, 1);
    const joinedAt = listed.map(({ joinedAt }) => joinedAt.getTime());
    expect(joinedAt).toEqual(joinedAt.toSorted((a, b) => a - b));
    expect(listed.slice(0, 3).map(({ id }) => id)).toEqual([s.facilitator.id, member(0).id, member(1).id]);
  });
});
