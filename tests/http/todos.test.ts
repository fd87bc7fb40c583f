import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSession } from "~/features/accounts/registrations/session.server";
import type { TodoIn } from "~/features/notices/domain/todos";
import { readTodos } from "~/features/notices/services/readTodos.server";
import { sayTodo } from "~/features/notices/services/sayTodo";
import { loader as frame } from "~/root";
import { watchStatements } from "~tests/support/countStatements";
import { cast, drafted, type Person, requires, sealed, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { cookieOf, loadContext } from "./support/routes";
import { pageRoutes, renderPage, statusAt } from "./support/wholePage";
import { buildWorld, type Role, type World } from "./support/world";

let db: TestDb;
let world: World;
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
});
afterAll(() => db.close());

const mostStatements = 6;
const signedIn = [
  "a newcomer",
  "a participant",
  "a member",
  "a facilitator",
  "a facilitator of the other workgroup",
  "an organizer",
  "an organizer of another process",
  "a founder",
] as const satisfies readonly Role[];

const personAs = (role: Role): Person => there(world.people[role]);
const todosOf = (role: Role) => readTodos(world.deps, personAs(role));
const pageOf = (id: string) => there(pageRoutes.find((page) => page.id === id));
const kindsOf = (todos: readonly TodoIn[]) => todos.map(({ kind }) => kind as string);

async function shown(id: string, role: Role): Promise<string> {
  const { deps, params } = world;
  return renderPage(pageOf(id), { deps, params, headers: await cookieOf(deps, personAs(role)) });
}

/** The number in the frame of every page. */
async function bellOf(role: Role): Promise<number | undefined> {
  const { deps } = world;
  const request = new Request(deps.settings.origin, { headers: await cookieOf(deps, personAs(role)) });
  return (await frame({ request, params: {}, context: loadContext(deps) })).person?.todos;
}

/** The addresses of the acts on a page, in their order. */
const actsOn = (html: string) =>
  [...html.matchAll(/<li class="card todo[^"]*">.*?<a[^>]* href="([^"]+)"/gs)].map(([, path = ""]) =>
    path.replaceAll("&amp;", "&"),
  );
const pathsOf = (todos: readonly TodoIn[]) => todos.map(({ process, path }) => `/p/${process.slug}${path}`);

describe("what waits for a person", () => {
  test("is what they may do and have not done", async () => {
    expect(kindsOf(await todosOf("a member"))).toEqual(
      expect.arrayContaining(["vote", "vote-join", "approve"]),
    );
    expect(kindsOf(await todosOf("a newcomer"))).not.toContain("vote");
    expect(kindsOf(await todosOf("an organizer of another process"))).toEqual([]);
  });

  test("is over once it is done", async () => {
    const member = personAs("a facilitator");
    expect(kindsOf(await todosOf("a facilitator"))).toContain("vote");
    await cast(world.s, member, world.voting, requires("weights"));
    expect(kindsOf(await todosOf("a facilitator"))).not.toContain("vote");
  });

  test("is a plan whose rounds did not open in time, and one whose promised result is not there", async () => {
    const { deps, s } = world;
    const days = (count: number) => new Date(deps.now().getTime() + count * 86_400_000);
    const { number } = await sealed(s, [await drafted(s)], { publishBy: days(12) });
    const kindsIn = async (count: number) => {
      const later = { ...deps, now: () => days(count) };
      return kindsOf(await readTodos(later, personAs("an organizer"))).filter((kind) =>
        kind.startsWith("plan-"),
      );
    };
    expect(await kindsIn(0)).toEqual([]);
    const late = await kindsIn(8);
    expect(late.filter((kind) => kind === "plan-late")).toHaveLength(number);
    expect(late.filter((kind) => kind === "plan-result")).toHaveLength(1);
  });

  test("is nothing for who is suspended", async () => {
    const fallen = { ...personAs("a suspended person"), suspended: true };
    expect(await readTodos(world.deps, fallen)).toEqual([]);
  });

  test.each(signedIn)("can be finished from its link by %s", async (role) => {
    const headers = await cookieOf(world.deps, personAs(role));
    for (const path of new Set(pathsOf(await todosOf(role))))
      expect([path, await statusAt(path, { deps: world.deps, params: {}, headers })]).toEqual([path, 200]);
  });

  test.each(signedIn)(
    "is the same on the home page, with the notices, and in the bell of %s",
    async (role) => {
      const paths = pathsOf(await todosOf(role));
      const home = await shown("overview/home", role);
      expect(actsOn(home)).toEqual(paths);
      expect(actsOn(await shown("notices/notices", role))).toEqual(paths);
      expect(await bellOf(role)).toBe(paths.length);
    },
  );

  test("is the same on the overview of the process and on the organizers' desk, as far as it is theirs", async () => {
    const here = (await todosOf("an organizer")).filter(({ process }) => process.id === world.s.process.id);
    expect(actsOn(await shown("overview/overview", "an organizer"))).toEqual(pathsOf(here));
    const desk = here.filter(({ desk }) => desk !== null);
    expect(desk.length).toBeGreaterThan(0);
    expect(actsOn(await shown("overview/manage.home", "an organizer"))).toEqual(pathsOf(desk));
  });

  test("is said in the reader's language", async () => {
    const { deps } = world;
    const now = deps.now();
    for (const language of ["en", "es", "fr", "ar"] as const)
      for (const todo of await todosOf("an organizer")) {
        const said = sayTodo({ t: deps.translator(language), language, now }, todo);
        expect(`${said.title} ${said.why} ${said.act}`).not.toMatch(/\{\{|notices:|todo\./);
      }
  });

  test.each(signedIn)("takes six statements at most for %s, with the session", async (role) => {
    const { deps } = world;
    const headers = await cookieOf(deps, personAs(role));
    let count = 0;
    const stop = watchStatements(() => {
      count += 1;
    });
    try {
      const actor = await readSession(deps, new Request(deps.settings.origin, { headers }));
      await readTodos(deps, there(actor));
    } finally {
      stop();
    }
    expect(count).toBeLessThanOrEqual(mostStatements);
  });
});
