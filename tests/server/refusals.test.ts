import express from "express";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answerForCrash, refuseMalformed } from "~server/refusals";
import { type Site, send, serve } from "~tests/http/support/site";

const diskFull = Object.assign(new Error("Failed query"), {
  cause: Object.assign(new Error("could not extend file"), { code: "53100" }),
});
const failures: Readonly<Record<string, Error>> = {
  "/disk": diskFull,
  "/away": Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
  "/bug": new Error("a bug"),
  "/unreadable": Object.assign(new Error("unreadable"), { status: 400 }),
};

let site: Site;
let logged: string[];
beforeEach(async () => {
  logged = [];
  const keep = (level: string) => () => logged.push(level);
  const app = express();
  app.use(refuseMalformed());
  app.all("*", (req, response) => {
    const failure = failures[req.path];
    if (failure) throw failure;
    response.send("taken");
  });
  app.use(answerForCrash({ info: keep("info"), warn: keep("warn"), error: keep("error") }));
  site = await serve(app);
});
afterEach(() => site.close());

const ask = (path: string, method = "GET", headers = {}) => send(site, headers, { method, path });

describe("what can be no request of ours", () => {
  test("is refused by its method, with those that there are", async () => {
    for (const method of ["TRACE", "PROPFIND", "PURGE"]) {
      const refused = await ask("/", method);
      expect([refused.status, refused.headers.allow]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
    }
    for (const method of ["GET", "POST", "PUT", "DELETE"]) expect((await ask("/", method)).status).toBe(200);
    expect(logged).toEqual([]);
  });

  test("is refused where its host or its address is none, as the client's mistake and not as ours", async () => {
    expect((await ask("/", "GET", { Host: "a b" })).status).toBe(400);
    expect((await ask("/", "GET", { Host: "[" })).status).toBe(400);
    expect((await ask("/%zz")).status).toBe(400);
    expect((await ask("/a%c0%af")).status).toBe(400);
    // Links of a page at such an address would lead to another site.
    for (const path of [
      "//evil.example",
      "//p//x",
      "/es/..//evil.example",
      "/\\evil.example",
      "/%2fevil.example",
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 400]);
    expect(logged).toEqual([]);
  });

  test("is let through where only its spelling is odd", async () => {
    for (const path of ["/?q=%zz", "/p//x", "/p/%D8%A7", "/p/x?%"])
      expect((await ask(path)).status).toBe(200);
  });
});

describe("the last answer to what failed", () => {
  test("says that there is no room, or no database, with 503, and that a bug is ours", async () => {
    const [disk, away, bug] = [await ask("/disk"), await ask("/away"), await ask("/bug")];
    expect([disk.status, away.status, bug.status]).toEqual([503, 503, 500]);
    expect(disk.text).toContain("no room left");
    expect(away.text).toContain("database does not answer");
    expect(bug.text).toContain("wrong on our side");
    for (const { text } of [disk, away, bug]) expect(text).toContain("not stored");
    expect(logged).toEqual(["error", "error", "error"]);
  });

  test("to what a client got wrong is a warning in the log", async () => {
    expect((await ask("/unreadable")).status).toBe(400);
    expect(logged).toEqual(["warn"]);
  });
});
