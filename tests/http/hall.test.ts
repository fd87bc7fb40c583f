import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInRequests, users } from "~db/schema/accounts";
import { doors, letInByTurns } from "~server/crowded";
import { limitRate } from "~server/limits";
import { atOnce } from "~tests/support/atOnce";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";
import { pageOf } from "./support/page";
import { ask, bodyIn, handlerOf, locationIn, statusIn, visit } from "./support/routes";
import { buildWorld, type World } from "./support/world";

/** As a server has it that is not told otherwise. */
const people = 500;

let db: TestDb;
let nodes: readonly [TestDeps, TestDeps];
const ports: number[] = [];
const servers: ReturnType<typeof createServer>[] = [];
beforeAll(async () => {
  db = await testDb();
  nodes = [testDeps(db), testDeps(db)];
  for (const deps of nodes) ports.push(await listen(deps));
});
afterAll(async () => {
  for (const server of servers) server.closeAllConnections();
  await db.close();
});

/** A server process with the pages for signing in, behind all that a form passes on its way to them. */
async function listen(deps: TestDeps): Promise<number> {
  const begin = await handlerOf("accounts/sign-in.tsx", "action");
  const finish = await handlerOf("accounts/sign-in.step.tsx", "action");
  const app = express();
  app.set("trust proxy", 1);
  app.use(limitRate({ deps, people }));
  app.use(letInByTurns(deps, doors()));
  app.post(
    ["/sign-in", "/sign-in/:step/:ticket"],
    express.urlencoded({ extended: false }),
    (request, response, next) => {
      const { params, path, body: form } = request;
      ask(params.step ? finish : begin, { deps, path, params, form, after: response.locals.after })
        .then(async (answer) => {
          const location = locationIn(answer);
          if (location) response.set("Location", location);
          response.status(statusIn(answer)).send(JSON.stringify(await bodyIn(answer)));
        })
        .catch(next);
    },
  );
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Sends a form to one of the server processes, from an address; who is told to wait sends it again, as pages do. */
async function post(
  node: number,
  path: string,
  from: string,
  form: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly to: string; readonly text: string }> {
  const answer = await fetch(`http://127.0.0.1:${ports[node]}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { "X-Forwarded-For": from },
    body: new URLSearchParams(form),
  });
  const text = await answer.text();
  if (answer.status === 503) {
    await setTimeout(1000 * Number(answer.headers.get("retry-after")));
    return post(node, path, from, form);
  }
  return { status: answer.status, to: answer.headers.get("location") ?? "", text };
}
const askFor = (node: number, email: string, from: string) =>
  post(node, "/sign-in", from, { intent: "mail", email });

const mailsTo = (email: string) => nodes.flatMap(({ mails }) => mails.filter(({ to }) => to === email));
const codeIn = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? "";
/** A code that is so far from another. */
const otherThan = (code: string, by: number) => String((Number(code) + by) % 1_000_000).padStart(6, "0");

describe("Signing in", () => {
  test("lets a hall of three hundred people in who sit behind one address, all at once and within two minutes", async () => {
    const here = "192.0.2.1";
    const began = performance.now();
    const signedIn = await atOnce(300, async (i) => {
      const email = `person-${i}@hall.example`;
      const begun = await askFor(i % 2, email, here);
      const mail = mailsTo(email).at(-1);
      const code = codeIn(mail?.subject ?? "");
      // Some mistype their code.
      if (i % 3 === 0) await post(i % 2, begun.to, here, { intent: "code", code: otherThan(code, 1) });
      const done = await post(i % 2, begun.to, here, { intent: "code", code });
      return { begun, mail, done };
    });
    // Whoever did not get in is shown with all that they were answered, and with what the servers had to say of it.
    const refused = signedIn.filter(({ begun, done }) => begun.status !== 302 || done.status !== 302);
    expect(refused, JSON.stringify(nodes.map(({ logged }) => logged))).toEqual([]);
    expect((performance.now() - began) / 1000).toBeLessThan(120);
    const known = await db.db.select({ email: users.email }).from(users);
    expect(known.filter(({ email }) => email.endsWith("@hall.example"))).toHaveLength(300);
  });

  test("sends five mails to a mailbox for which four hundred requests come at once, from wherever", async () => {
    const email = "wanted@mailbox.example";
    const statuses = await atOnce(
      400,
      async (i) => (await askFor(i % 2, email, `198.51.100.${i % 200}`)).status,
    );
    expect(statuses.filter((status) => status === 302)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(395);
    expect(mailsTo(email)).toHaveLength(5);
  });

  test("tries five of five hundred codes that come at once, and then no right one either", async () => {
    const email = "guessed@mailbox.example";
    const begun = await askFor(0, email, "203.0.113.1");
    const code = codeIn(mailsTo(email)[0]?.subject ?? "");
    const answers = await atOnce(500, (i) =>
      post(i % 2, begun.to, `198.51.100.${i % 200}`, { intent: "code", code: otherThan(code, 1 + i) }),
    );
    const said = (one: string) => answers.filter(({ text }) => text.includes(`"${one}"`)).length;
    expect([said("code_wrong"), said("link_expired")]).toEqual([5, 495]);
    expect((await post(0, begun.to, "203.0.113.1", { intent: "code", code })).status).toBe(410);
    const [row] = await db.db.select().from(signInRequests).where(eq(signInRequests.email, email));
    expect(row).toMatchObject({ failedCodes: 5, consumedAt: null });
  });
});

describe("Somebody whose address sent too much", () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld(db);
  });

  test("reads on the page how long to wait, and has what they typed", async () => {
    const form = { intent: "mail", redirectTo: "/", email: "typed@hall.example" };
    const refused = await visit("accounts/sign-in.tsx", "action", { deps: world.deps, form, after: 40 });
    expect(statusIn(refused)).toBe(429);
    const page = await pageOf("accounts/sign-in.tsx", { deps: world.deps }, refused);
    expect(page).toContain("You can try again in 40 seconds.");
    expect(page).toContain('value="typed@hall.example"');
    expect(world.deps.mails.filter(({ to }) => to === form.email)).toEqual([]);
  });

  test("goes on where they are signed in, for they are counted for themselves", async () => {
    const { deps } = world;
    const person = world.people["a participant"];
    const form = { intent: "nothing-of-this-name" };
    const one = await visit("accounts/sign-in.tsx", "action", { deps, person, after: 40, form });
    expect(statusIn(one)).toBe(400);
    const act = { intent: "mail", email: "another@hall.example" };
    expect(
      statusIn(await visit("accounts/sign-in.tsx", "action", { deps, person, after: 40, form: act })),
    ).toBe(302);
  });
});
