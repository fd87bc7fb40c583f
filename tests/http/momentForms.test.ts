import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { momentsInUtc, nestFields } from "~/http/fields";
import { projectPath } from "~db/projectFolder";
import { users } from "~db/schema/accounts";
import { rounds } from "~db/schema/rounds";
import { type TestDb, testDb } from "~tests/support/testDb";
import { bodyIn, cookieOf, type Params, visit } from "./support/routes";
import { pageRoutes, renderPage } from "./support/wholePage";
import { buildWorld, type World } from "./support/world";

const zone = "Asia/Kathmandu";

let db: TestDb;
let world: World;
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
  await db.db.update(users).set({ timeZone: zone }).where(eq(users.id, world.s.organizer.id));
});
afterAll(() => db.close());

/** Every page with a form that takes a moment, and with what it is asked for. */
const pages: Readonly<Record<string, (world: World) => Params>> = {
  "plans/manage.plans": () => ({}),
  "votes/manage.rounds": () => ({}),
  "votes/manage.round": ({ draft }) => ({ round: String(draft.number) }),
  "rounds/manage.extend": ({ lasting }) => ({ round: String(lasting.number) }),
  "rounds/manage.schedule": ({ draft }) => ({ round: String(draft.number) }),
  "approvals/manage.approvals": () => ({}),
  "approvals/manage.approval": () => ({ approval: "2" }),
  "release/manage.publish": () => ({ draft: "0.2" }),
  "endorsements/manage.endorsements": () => ({}),
};

describe("A form that takes a moment", () => {
  test("takes it by the one field for that", () => {
    const taking = readdirSync(projectPath("app"), { recursive: true, encoding: "utf8" }).filter(
      (path) =>
        /\.tsx$/.test(path) &&
        readFileSync(join(projectPath("app"), path), "utf8").includes("datetime-local"),
    );
    expect(taking).toEqual(["ui/forms/MomentField.tsx"]);
    const using = readdirSync(projectPath("app"), { recursive: true, encoding: "utf8" }).filter(
      (path) =>
        /\.tsx$/.test(path) && readFileSync(join(projectPath("app"), path), "utf8").includes("<MomentField"),
    );
    // Whoever adds one adds its page above.
    expect(using).toHaveLength(7);
  });

  test.each(Object.keys(pages))(
    "on %s is in the time zone of the account, without scripts too",
    async (id) => {
      const page = pageRoutes.find((one) => one.id === id);
      if (!page) throw new Error(`${id} is no page`);
      const params = { ...world.params, ...pages[id]?.(world) };
      const headers = await cookieOf(world.deps, world.s.organizer);
      const html = await renderPage(page, {
        deps: world.deps,
        params,
        headers: headers as Record<string, string>,
      });
      const fields = [...html.matchAll(/<input[^>]*type="datetime-local"[^>]*>/g)].map(([tag]) => tag);
      expect(fields.length).toBeGreaterThan(0);
      for (const field of fields) {
        const name = / name="([^"]+)"/.exec(field)?.[1];
        expect(html).toContain(`name="${name}:zone" value="${zone}"`);
        const described = /aria-describedby="([^" ]+)/.exec(field)?.[1];
        const hint = new RegExp(`id="${described}"[^>]*>(.*?)</span>`, "s").exec(html)?.[1];
        expect(hint).toContain(zone);
      }
    },
  );

  test("is understood on the clock that it was filled in on", async () => {
    const asked = {
      deps: world.deps,
      person: world.s.organizer,
      params: { ...world.params, approval: "2" },
    };
    const { seen } = (await bodyIn(await visit("rounds/manage.schedule.tsx", "loader", asked))) as {
      seen: string;
    };
    const day = `${new Date().getUTCFullYear() + 1}-01-10`;
    const schedule = (named: string) =>
      visit("rounds/manage.schedule.tsx", "action", {
        ...asked,
        form: { intent: "schedule", seen, opensAt: `${day}T12:00`, "opensAt:zone": named },
      });
    const refused = await schedule("Nowhere/At_All");
    // What was typed stays as it was typed.
    expect(await bodyIn(refused)).toMatchObject({
      error: { code: "invalid", fields: { opensAt: "errors:field.date" } },
      typed: { opensAt: `${day}T12:00` },
    });
    await schedule(zone);
    const [row] = await db.db
      .select()
      .from(rounds)
      .where(
        and(eq(rounds.processId, world.s.process.id), eq(rounds.kind, "approval"), eq(rounds.number, 2)),
      );
    expect(row?.opensAt?.toISOString()).toBe(`${day}T06:15:00.000Z`);
  });
});

describe("The fields of a form", () => {
  const read = (entries: [string, string][]) => {
    const fields = nestFields(entries);
    return fields && JSON.parse(JSON.stringify(momentsInUtc(fields)));
  };

  test("have moments in UTC where a zone stands beside them, and nothing of the zone", () => {
    expect(
      read([
        ["until", "2030-06-01T12:00"],
        ["until:zone", "Africa/Nairobi"],
        ["a.at", "2030-06-01T12:00"],
        ["a.at:zone", "America/New_York"],
        ["plain", "2030-06-01T12:00"],
        ["none", ""],
        ["none:zone", "Africa/Nairobi"],
      ]),
    ).toEqual({
      until: "2030-06-01T09:00",
      a: { at: "2030-06-01T16:00" },
      plain: "2030-06-01T12:00",
      none: "",
    });
  });

  test("have no moment where nobody knows the zone", () => {
    expect(
      read([
        ["until", "2030-06-01T12:00"],
        ["until:zone", "Nowhere/At_All"],
      ]),
    ).toEqual({ until: "2030-06-01T12:00 ?" });
  });
});

describe("A moment that is read", () => {
  const page = pageRoutes.find(({ id }) => id === "townhalls/townhalls");
  const read = async (person: World["s"]["organizer"], zoneCookie: string) => {
    const { Cookie = "" } = await cookieOf(world.deps, person);
    if (!page) throw new Error("there is no page of townhalls");
    const headers = { Cookie: `${Cookie}; ${zoneCookie}` };
    const html = await renderPage(page, { deps: world.deps, params: world.params, headers });
    return [...html.matchAll(/<time dateTime="[^"]*T[^"]*"[^>]*>(.*?)<\/time>/g)].map(([, text]) => text);
  };

  test("is written by the server in the zone of the account, else where the browser was last, so that nothing moves when scripts come", async () => {
    const known = await read(world.s.organizer, "codraft-zone=America%2FBogota");
    expect(known.length).toBeGreaterThan(0);
    for (const text of known) expect(text).toContain("your time");
    const [person] = world.s.members.alpha;
    if (!person) throw new Error("nobody is a member");
    const there = await read(person, "codraft-zone=America%2FBogota");
    expect(there).toHaveLength(known.length);
    for (const text of there) expect(text).toContain("your time");
    expect(there).not.toEqual(known);
    for (const unknown of [
      "",
      "codraft-zone=",
      "codraft-zone=Nowhere%2FAt",
      "my-codraft-zone=America%2FBogota",
    ])
      for (const text of await read(person, unknown)) expect(text).toContain("UTC");
  });
});
