import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { io, type Socket } from "socket.io-client";
import { describe, expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";
import { openStage, visit } from "./support/browser";
import { ask, cast, type Form, send } from "./support/http";

const stage = openStage();
const process = "/p/open-source-ai";
const profile = {
  ...{ intent: "save", displayName: "Demo townhall participant", affiliation: "", country: "", locale: "en" },
};
const as = "participant";

describe("changes", () => {
  test.each([
    ["a foreign origin", { Origin: "https://evil.example" }],
    ["an origin of another port", { Origin: "http://localhost:1" }],
    ["the origin null", { Origin: "null" }],
    ["a foreign referer alone", { Referer: "https://evil.example/page" }],
    ["a broken referer alone", { Referer: "evil" }],
    ["a browser that names another site", { "Sec-Fetch-Site": "cross-site" }],
    ["a browser that names a sibling site", { "Sec-Fetch-Site": "same-site" }],
  ])("from %s are refused and change nothing", async (_, headers) => {
    const changed = { ...profile, displayName: "Changed by another site" };
    const answer = await send(stage.app, "/profile", changed, {
      as,
      headers: headers as Record<string, string>,
    });
    expect(answer.status).toBe(403);
    expect(await text("/profile", as)).not.toContain("Changed by another site");
  });

  test("by GET and HEAD do not happen", async () => {
    const { app } = stage;
    const asked = [
      ["organizer", `${process}/manage/rounds/7/close?intent=close`],
      ["organizer", `${process}/manage/rounds/7/close.data?intent=close`],
      [as, `/profile?intent=save&displayName=Changed+by+GET&affiliation=&country=&locale=en`],
      [as, "/sign-out?to=/"],
      [as, "/language?language=ar&to=/"],
      [as, `${process}/rounds/9?intent=join`],
    ] as const;
    for (const [seat, path] of asked)
      for (const method of ["GET", "HEAD"]) {
        const answer = await ask(app, path, { as: seat, method });
        expect(answer.headers.getSetCookie(), path).toEqual([]);
        await answer.arrayBuffer();
      }
    expect(await text(`${process}/manage/rounds/7/close`, "organizer")).toContain('value="close"');
    expect(await text("/profile", as)).not.toContain("Changed by GET");
    // Who is not on the roll is led to the round, and has no ballot.
    expect(await leadsTo(`${process}/rounds/9/ballot`, as)).toMatch(/\/rounds\/9$/);
  });

  test.each<Form>([
    { role: "organizer" },
    { id: "1" },
    { suspended: "" },
    { createdAt: "2024-01-01" },
    { "a.b": "c" },
  ])("with a field that the form does not have (%o) are refused", async (extra) => {
    const answer = await send(
      stage.app,
      "/profile",
      { ...profile, displayName: "Changed", ...extra },
      { as },
    );
    expect(answer.status).toBe(400);
    expect(await text("/profile", as)).not.toContain('value="Changed"');
  });

  test.each<Form>([
    { voterId: "1" },
    { weight: "2" },
    { "choices.training-datasets.use": "maybe" },
    { "choices.training-datasets.sell": "required" },
    { "choices.unknown.use": "required" },
    { "choices.__proto__.use": "required" },
    { "choices.constructor.use": "required" },
    { "notes.unknown": "text" },
    { prev: "0" },
    { key: "not-a-key" },
  ])("of a ballot that its form does not offer (%o) are refused", async (extra) => {
    const form = { intent: "cast", prev: "", key: randomUUID(), "choices.training-datasets.use": "required" };
    const path = `${process}/rounds/7/ballot`;
    const answer = await send(stage.app, path, { ...form, ...extra }, { as: "member-opencv" });
    expect(answer.status).toBe(400);
    const page = await text(`${process}/manage/rounds/7`, "organizer");
    const told = /<dd>([^<]*)<\/dd><\/div><\/dl>/.exec(page)?.[1] ?? "";
    expect(told).toMatch(/^Nobody so far\. Seats on the roll: \d+\.$/);
  });

  test("of one ballot sent fifty times at once make one entry; another ballot in the same form is refused", async () => {
    const form = { intent: "cast", prev: "", key: randomUUID(), "choices.training-datasets.use": "required" };
    const path = `${process}/rounds/8/ballot`;
    const member = { as: "member-bloom" };
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(stage.app, path, form, member)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
    expect(new Set(answers.map(({ headers }) => headers.get("location"))).size).toBe(1);
    const other = { ...form, "choices.training-datasets.use": "not_necessary" };
    expect((await send(stage.app, path, other, member)).status).toBe(409);
  });
});

describe("signing in", () => {
  test.each([
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https://evil.example",
    "/ok\\@evil",
    "",
  ])("never leads to another site (%s)", async (redirectTo) => {
    const form = { intent: "seat", seat: `${as}@demo.codraft.example`, redirectTo };
    const answer = await send(stage.app, "/sign-in", form);
    expect(answer.headers.get("location")).toBe("/");
    const page = await text(`/sign-in?redirectTo=${encodeURIComponent(redirectTo)}`);
    expect(page).toContain('name="redirectTo" value="/"');
  });

  test("answers alike for known and unknown addresses", async () => {
    const answers = await Promise.all(
      ["organizer@demo.codraft.example", "nobody@example.org"].map(async (email) => {
        const answer = await send(stage.app, "/sign-in", { intent: "mail", email });
        return [
          answer.status,
          answer.headers.get("location")?.replace(/[0-9a-f-]{36}$/, "ID"),
          await answer.text(),
        ];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe("addresses and sizes", () => {
  test.each([
    "/xx",
    "/xx/p/open-source-ai",
    "/en",
    "/en/p/open-source-ai",
    "/__proto__",
    "/__proto__/p/open-source-ai",
    "/constructor",
    "/..%2f..%2fetc%2fpasswd",
    "/p/__proto__",
    `${process}/rounds/0`,
    `${process}/rounds/01`,
    `${process}/rounds/1e3`,
    `${process}/rounds/99999999999999999999`,
    `${process}/results/1/files/..%2fpackage.json`,
    `${process}/results/1/files/__proto__`,
    `${process}/rounds/1/log/..%2f..%2fpackage.json`,
    `${process}/rules/__proto__`,
    "/assets/gone.js",
  ])("that do not exist are not found: %s", async (path) => {
    expect((await ask(stage.app, path)).status).toBe(404);
  });

  test("a language that is none changes nothing but the language, to English", async () => {
    const answer = await send(stage.app, "/language", { language: "../../etc/passwd", to: "//evil.example" });
    expect(answer.headers.get("location")).toBe("/");
    const headers = { Cookie: "codraft-language=__proto__", Accept: "text/html" };
    expect((await ask(stage.app, "/", { headers })).status).toBe(200);
  });

  test("a body of ten megabytes is too large, with and without its length announced", async () => {
    const body = Buffer.alloc(10 * 1024 * 1024, "a");
    expect(await post(body, true)).toBe(413);
    expect([413, "closed"]).toContain(await post(body, false));
    expect((await ask(stage.app, "/")).status).toBe(200);
  });

  test("a hundred thousand fields, or one nested ten thousand deep, are no form of ours", async () => {
    const many = new URLSearchParams(Array.from({ length: 100_000 }, (_, i) => [`f${i}`, ""]));
    const deep = new URLSearchParams({ [Array(10_000).fill("a").join(".")]: "1", intent: "save" });
    for (const body of [many, deep])
      expect((await ask(stage.app, "/profile", { as, method: "POST", body })).status).toBe(400);
  });

  test("what is not for someone looks as if it were not there", async () => {
    const pairs = [
      [as, `${process}/manage/rounds/6`, `${process}/manage/rounds/999`],
      [as, `${process}/workgroups/bloom/facilitate`, `${process}/workgroups/nobody/facilitate`],
    ] as const;
    for (const [seat, hidden, unknown] of pairs) {
      const [one, other] = await Promise.all([hidden, unknown].map((path) => answerOf(path, seat)));
      expect(one, hidden).toEqual(other);
    }
    // A ballot's address leads whoever has none to the round, which anybody may read.
    for (const [seat, round] of [
      [as, 6],
      ["member-pythia", 7],
    ] as const)
      expect(await leadsTo(`${process}/rounds/${round}/ballot`, seat)).toMatch(
        new RegExp(`/rounds/${round}$`),
      );
    expect(await answerOf(`${process}/rounds/999/ballot`, as)).toMatchObject({ status: 404 });
  });
});

describe("while a round is open", () => {
  test("nothing that others can read changes when ballots come in", async () => {
    const round = `${process}/rounds/5`;
    const paths = [
      ...["", "/votes", "/workgroups/llama2", "/results/1"].map((path) => `${process}${path}`),
      ...["", "/log", "/receipt"].flatMap((path) => [`${round}${path}`, `${round}${path}.data`]),
      `${process}.data`,
      `${process}/votes.data`,
      `${round}/log/entries.jsonl`,
      `${round}/ballot`,
      `${round}/ballot.data`,
    ];
    const seats = [undefined, "member-pythia", as];
    const snapshot = () =>
      Promise.all(
        seats.flatMap((seat) =>
          paths.map(async (path) => [seat, path, await answerOf(path, seat, true)] as const),
        ),
      );
    // Twice, so that what is kept for visitors is already kept.
    await snapshot();
    const before = await snapshot();
    const leaf = await cast(stage.app, "member-llama2", round, {
      "choices.training-datasets.use": "not_necessary",
      "notes.training-datasets": "Secret reason",
    });
    const after = await snapshot();
    for (const [i, answer] of after.entries()) expect(answer).toEqual(before[i]);

    const receipt = await text(`${round}/receipt?leaf=${leaf}`);
    for (const word of ["not_necessary", "Secret reason", 'nonce\\"', "training-datasets"])
      expect(receipt, word).not.toContain(word);
    const managed = await text(`${process}/manage/rounds/5`, "organizer");
    expect(managed).not.toContain("Secret reason");
    expect(managed).not.toContain("not_necessary");
  });
});

describe("sockets", () => {
  test("of another site are refused", async () => {
    expect(await firstEvent(connect({ Origin: "https://evil.example" }))).toBe("refused");
    expect(await firstEvent(connect({ Origin: "null" }))).toBe("refused");
    expect(await firstEvent(connect({}))).toBe("refused");
  });

  test.each([
    ["nothing", null],
    ["a process that is none", { processId: "x" }],
    ["more than was asked", { processId: randomUUID(), room: "all" }],
    ["a megabyte", { processId: "x".repeat(1024 * 1024) }],
  ])("that send %s are dropped, and pages still answer", async (_, payload) => {
    const socket = connect({ Origin: stage.app.url });
    expect(await firstEvent(socket)).toBe("connected");
    const dropped = new Promise((resolve) => socket.once("disconnect", resolve));
    socket.emit("watch", payload);
    await dropped;
    socket.close();
    expect((await ask(stage.app, "/")).status).toBe(200);
  });

  test("hear that something changed, and not what", async () => {
    const page = await text(process);
    const processId = /\\?"id\\?",\\?"([0-9a-f-]{36})/.exec(page)?.[1];
    expect(processId).toBeDefined();
    const socket = connect({ Origin: stage.app.url });
    expect(await firstEvent(socket)).toBe("connected");
    const heard = new Promise((resolve) => socket.onAny((event, payload) => resolve([event, payload])));
    await new Promise((resolve) => socket.emit("watch", { processId }, resolve));
    const milestone = {
      intent: "milestone",
      stream: "release",
      title: "Date 1",
      startsOn: "2024-05-01",
      endsOn: "",
    };
    await send(stage.app, `${process}/manage/settings`, milestone, { as: "organizer" });
    const news = await heard;
    expect(news).toEqual(["process:changed", { processId, version: expect.any(Number) }]);
    socket.close();
  });
});

describe("names", () => {
  const markup = `</script><img src=x onerror=alert(1)>"'&<svg onload=alert(2)>`;

  test("with markup are shown as they were typed", async () => {
    const { app } = stage;
    const shown = { ...profile, displayName: markup.slice(0, 80), showsName: "yes", locale: "en" };
    expect((await send(app, "/profile", shown, { as: "facilitator-bloom" })).status).toBe(303);
    const settings = { intent: "process", language: "en", title: `Process ${markup}`, question: markup };
    const organizer = { as: "organizer" };
    const edited = { ...settings, summary: markup, languages: [...languages] };
    expect((await send(app, `${process}/manage/settings`, edited, organizer)).status).toBe(303);

    const page = await stage.open({ as: "facilitator-bloom" });
    page.on("dialog", () => {
      throw new Error("A script in a name ran.");
    });
    for (const path of ["/", process, `${process}/workgroups/bloom`, `${process}/results/1`, "/profile"]) {
      await visit(page, `${app.url}${path}`);
      expect(await page.locator("body").textContent()).toContain("onerror=alert(1)");
      expect(await page.locator("img, svg[onload]").count()).toBe(0);
    }
  });

  test("are stored without what came along unseen", async () => {
    const displayName = "Reader\u200b 2";
    const answer = await send(stage.app, "/profile", { ...profile, displayName }, { as });
    expect(answer.status).toBe(303);
    expect(await text("/profile", as)).toContain('value="Reader 2"');
  });

  test.each(["\u202eevil", "a\u0000b", "a\u0007b", "\u2066a"])(
    "with characters that disguise them are refused (%j)",
    async (displayName) => {
      const answer = await send(stage.app, "/profile", { ...profile, displayName }, { as });
      expect(answer.status).toBe(400);
    },
  );
});

async function text(path: string, seat?: string): Promise<string> {
  return (await ask(stage.app, path, seat ? { as: seat } : {})).text();
}

/** Status and body of an answer without what differs from request to request, or by its address. */
async function answerOf(path: string, seat?: string, withAddress = false) {
  const response = await ask(stage.app, path, seat ? { as: seat } : {});
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? " ";
  const body = (await response.text())
    .replaceAll(nonce, "NONCE")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "ID");
  const location = response.headers.get("location");
  if (withAddress) return { status: response.status, location, etag: response.headers.get("etag"), body };
  return { status: response.status, location, body: body.replaceAll(path, "ADDRESS") };
}

const leadsTo = async (path: string, seat: string) => (await answerOf(path, seat)).location ?? "";

/** Posts bytes to a page that reads them; the status, or "closed" when the server hung up first. */
function post(body: Buffer, announced: boolean): Promise<number | "closed" | undefined> {
  return new Promise((resolve) => {
    const type = { "Content-Type": "application/x-www-form-urlencoded" };
    const length = announced ? { "Content-Length": String(body.length) } : { "Transfer-Encoding": "chunked" };
    const sent = request(`${stage.app.url}/sign-in`, { method: "POST", headers: { ...type, ...length } });
    sent.on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", () => resolve("closed"));
    sent.end(body);
  });
}

function connect(extraHeaders: Record<string, string>): Socket {
  return io(stage.app.url, { transports: ["websocket"], reconnection: false, extraHeaders, forceNew: true });
}

function firstEvent(socket: Socket): Promise<"connected" | "refused"> {
  return new Promise((resolve) => {
    socket.once("connect", () => resolve("connected"));
    socket.once("connect_error", () => resolve("refused"));
  });
}
