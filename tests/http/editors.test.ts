import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { and, eq } from "drizzle-orm";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "~/features/accounts/services/sessions.server";
import type {
  EditingAnswer,
  EditingClientEvents,
  EditingServerEvents,
} from "~/features/drafts/contracts/presence";
import { type Editor, heldBy } from "~/features/drafts/domain/presence";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { drafts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { translators } from "~db/schema/translation";
import { attachSockets } from "~server/sockets";
import { begun, written } from "~tests/support/comments";
import { until } from "~tests/support/roomClient";
import { joined, type Person, type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

type Node = { readonly url: string; readonly close: () => Promise<void> };

let db: TestDb;
let s: Scenario;
let nodes: readonly [Node, Node];
let second: Person;
let draft: DraftRow;
let clause: ClauseId;
const windows: Window[] = [];
beforeAll(async () => {
  db = await testDb();
  nodes = [await startNode(), await startNode()];
  s = await scenario(testDeps(db), { members: 0 });
  second = await joined(s, "second", { role: "organizer", workgroupId: null });
  draft = await begun(s, "0.1");
  clause = there((await written(s, draft, "It may be used."))[0]);
});
afterEach(() => {
  for (const one of windows.splice(0)) one.close();
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  await db.close();
});

async function startNode(): Promise<Node> {
  const server = createServer();
  const deps = testDeps(db);
  const options = {
    log: deps.log,
    origin: undefined,
    proxies: 0,
    databaseUrl: db.url,
    perAddress: 1000,
    people: 500,
  };
  const sockets = attachSockets(server, options);
  sockets.serve({ ...deps, publish: sockets.publish });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: sockets.close };
}

/** A window in which somebody has the editor open. */
class Window {
  here: readonly Editor[] = [];
  private constructor(private readonly socket: Socket<EditingServerEvents, EditingClientEvents>) {
    socket.on("editing:here", ({ editors }) => {
      this.here = editors;
    });
  }

  static async of(node: Node, person: Person | null): Promise<Window> {
    const token = person && (await startSession(s.deps, s.deps.db, person.id, "a test"));
    const cookie: Record<string, string> = token
      ? { Cookie: `__Host-codraft=${btoa(JSON.stringify(token))}` }
      : {};
    const socket: Socket<EditingServerEvents, EditingClientEvents> = io(node.url, {
      transports: ["websocket"],
      forceNew: true,
      extraHeaders: { Origin: node.url, ...cookie },
    });
    const window = new Window(socket);
    windows.push(window);
    await until("the socket", () => socket.connected);
    return window;
  }

  async enter(where: string | null, takes = false, into?: "fr" | "es"): Promise<EditingAnswer> {
    const place = into ? { draft: draft.id, into } : { draft: draft.id };
    const answer = await this.socket.emitWithAck("editing:in", { ...place, clause: where, takes });
    if (answer.editors) this.here = answer.editors;
    return answer;
  }

  close(): void {
    this.socket.close();
  }
}

const names = ({ here }: Window) => here.map(({ person }) => person).toSorted();
const holder = ({ here }: Window, person: Person) => heldBy(here, clause, person.id)?.person ?? null;

describe("Who writes a version", () => {
  test("sees on every node who else is in a clause, takes it over, and is told when they go", async () => {
    const one = await Window.of(nodes[0], s.organizer);
    const other = await Window.of(nodes[1], second);
    expect(await other.enter(null)).toEqual({ ok: true, you: second.id, editors: [] });
    await one.enter(clause);
    await until("the first is seen", () => names(other).join() === s.organizer.id);
    await other.enter(clause);
    expect(holder(other, second)).toBe(s.organizer.id);
    await other.enter(clause, true);
    await until("the other holds it", () => holder(one, s.organizer) === second.id);
    expect(holder(other, second)).toBeNull();
    other.close();
    await until("the first holds it again", () => holder(one, s.organizer) === null && one.here.length === 1);
  });

  test("is seen by who comes later to another node", async () => {
    const one = await Window.of(nodes[0], s.organizer);
    await one.enter(clause);
    const later = await Window.of(nodes[1], second);
    await later.enter(null);
    await until("the first is seen", () => names(later).join() === s.organizer.id);
  });

  test("is an organizer: nobody else sees or says anything", async () => {
    const one = await Window.of(nodes[0], s.organizer);
    await one.enter(clause);
    for (const person of [null, s.participant]) {
      const window = await Window.of(nodes[0], person);
      expect(await window.enter(clause)).toEqual({ ok: false });
    }
    expect(one.here.map(({ person }) => person)).toEqual([s.organizer.id]);
  });

  test("and hears of it no longer than they are one, without asking again", async () => {
    const [one, leaving] = [await Window.of(nodes[0], s.organizer), await Window.of(nodes[0], second)];
    await leaving.enter(clause);
    await one.enter(null);
    expect(names(one)).toEqual([second.id]);
    const mine = and(eq(processMembers.processId, s.process.id), eq(processMembers.userId, second.id));
    await db.db.update(processMembers).set({ role: "participant", organizerSince: null }).where(mine);
    leaving.here = [];
    await one.enter(clause);
    await until("they are out of it", () => names(one).join() === s.organizer.id);
    await one.enter(clause, true);
    expect(leaving.here).toEqual([]);
    await db.db.update(processMembers).set({ role: "organizer", organizerSince: s.deps.now() }).where(mine);
  });
});

describe("Who translates a version", () => {
  test("sees who else is in a part in their language, takes it over, and is not seen by who writes the text", async () => {
    await db.db.update(processes).set({ languages: ["en", "fr", "es"] });
    await db.db.update(drafts).set({ state: "published" }).where(eq(drafts.id, draft.id));
    await db.db
      .insert(translators)
      .values({ processId: s.process.id, userId: s.participant.id, language: "fr" });
    const [one, other] = [await Window.of(nodes[0], s.organizer), await Window.of(nodes[1], s.participant)];
    expect(await other.enter(null, false, "fr")).toMatchObject({ ok: true, you: s.participant.id });
    await one.enter(clause, false, "fr");
    await until("the first is seen", () => names(other).join() === s.organizer.id);
    await other.enter(clause, true, "fr");
    await until("the other holds it", () => holder(one, s.organizer) === s.participant.id);
    // Into another language the same part is another place, and theirs alone who translate into it.
    expect(await other.enter(clause, false, "es")).toEqual({ ok: false });
    expect(await one.enter(null, false, "es")).toMatchObject({ ok: true, editors: [] });
    await db.db.update(drafts).set({ state: "working" }).where(eq(drafts.id, draft.id));
    expect(await one.enter(null)).toMatchObject({ ok: true, editors: [] });
    expect(await other.enter(clause, false, "fr")).toEqual({ ok: false });
  });
});
