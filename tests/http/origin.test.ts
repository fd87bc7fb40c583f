import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isOwnOrigin, sameSiteOnly } from "~server/origin";
import { type Headers, type Site, send, serve } from "./support/site";

type Changing = Site & { readonly changes: string[] };

/** A site whose every address changes something, if the request gets that far. */
async function changing(own: string | undefined): Promise<Changing> {
  const changes: string[] = [];
  const app = express();
  app.use(sameSiteOnly(own));
  app.all("*", (request, response) => {
    changes.push(request.method);
    response.send("done");
  });
  return { ...(await serve(app)), changes };
}

/** The address as a browser writes it that was sent to this site's port. */
const self = (at: Site) => `http://127.0.0.1:${at.port}`;

let anywhere: Changing;
let named: Changing;
beforeAll(async () => {
  anywhere = await changing(undefined);
  named = await changing("https://codraft.example/");
});
afterAll(() => Promise.all([anywhere.close(), named.close()]));

describe("a change", () => {
  const foreign: [string, (at: Site) => Headers][] = [
    ["a browser that names another site", () => ({ "Sec-Fetch-Site": "cross-site" })],
    ["a browser that names a sibling site", () => ({ "Sec-Fetch-Site": "same-site" })],
    ["a browser that names no initiator", () => ({ "Sec-Fetch-Site": "none" })],
    ["a browser that names something new", () => ({ "Sec-Fetch-Site": "SAME-ORIGIN-ISH" })],
    ["a foreign origin", () => ({ Origin: "https://evil.example" })],
    ["the origin null", () => ({ Origin: "null" })],
    ["an empty origin", () => ({ Origin: "" })],
    ["an origin that is none", () => ({ Origin: "evil" })],
    ["its host by another scheme's default port", () => ({ Origin: "http://127.0.0.1" })],
    ["its host on another port", () => ({ Origin: "http://127.0.0.1:1" })],
    ["an origin that begins like its own", (at) => ({ Origin: `${self(at)}.evil.example` })],
    ["an origin with its own as name", () => ({ Origin: "https://codraft.example@evil.example" })],
    ["a foreign referer alone", () => ({ Referer: "https://evil.example/page" })],
    ["a broken referer alone", () => ({ Referer: "evil" })],
    [
      "a foreign referer with its address in the query",
      (at) => ({ Referer: `https://evil.example/?${self(at)}` }),
    ],
  ];
  test.each(foreign)("that comes from %s is refused, and not made", async (_, headers) => {
    for (const at of [anywhere, named]) {
      const before = at.changes.length;
      const answer = await send(at, headers(at));
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("Nothing was changed");
      expect(at.changes).toHaveLength(before);
    }
  });

  test("is refused if any one of its headers is foreign, whatever the others say", async () => {
    const own = self(anywhere);
    const mixed: Headers[] = [
      { Origin: own, "Sec-Fetch-Site": "cross-site" },
      { Origin: "https://evil.example", "Sec-Fetch-Site": "same-origin" },
      { Referer: `${own}/page`, "Sec-Fetch-Site": "cross-site" },
      { Referer: "https://evil.example/", "Sec-Fetch-Site": "same-origin" },
      { Origin: "https://evil.example", Referer: `${own}/page` },
    ];
    for (const headers of mixed) expect((await send(anywhere, headers)).status).toBe(403);
    expect(anywhere.changes).toEqual([]);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])("by %s is refused alike", async (method) => {
    expect((await send(anywhere, { Origin: "https://evil.example" }, { method })).status).toBe(403);
  });

  test.each<[string, (at: Site) => Headers]>([
    ["its own origin", (at) => ({ Origin: self(at) })],
    ["a browser that names the same origin", () => ({ "Sec-Fetch-Site": "same-origin" })],
    ["both", (at) => ({ Origin: self(at), "Sec-Fetch-Site": "same-origin" })],
    ["its own referer alone", (at) => ({ Referer: `${self(at)}/profile?tab=1` })],
    ["a client that is no browser and says nothing", () => ({})],
  ])("that comes from %s is made", async (_, headers) => {
    const before = anywhere.changes.length;
    expect(await send(anywhere, headers(anywhere))).toMatchObject({ status: 200, text: "done" });
    expect(anywhere.changes).toHaveLength(before + 1);
  });
});

describe("reading", () => {
  test.each(["GET", "HEAD", "OPTIONS"])("by %s is open to links from everywhere", async (method) => {
    const headers = {
      Origin: "https://evil.example",
      Referer: "https://evil.example/",
      "Sec-Fetch-Site": "cross-site",
    };
    expect((await send(anywhere, headers, { method })).status).toBe(200);
  });
});

describe("a site that was told its address", () => {
  test("goes by it, whatever host a proxy asks for", async () => {
    const before = named.changes.length;
    expect((await send(named, { Origin: "https://codraft.example", Host: "10.0.0.7:3000" })).status).toBe(
      200,
    );
    expect((await send(named, { Referer: "https://codraft.example/p" })).status).toBe(200);
    expect(named.changes).toHaveLength(before + 2);
  });

  test.each(["http://codraft.example", "https://codraft.example:8443", "https://www.codraft.example"])(
    "refuses %s, and the host that was asked",
    async (origin) => {
      const before = named.changes.length;
      expect((await send(named, { Origin: origin })).status).toBe(403);
      expect((await send(named, { Origin: origin, Host: new URL(origin).host })).status).toBe(403);
      expect(named.changes).toHaveLength(before);
    },
  );
});

describe("an origin", () => {
  test.each([
    [undefined, "localhost:3000", undefined, false],
    ["", "localhost:3000", undefined, false],
    ["null", "null", undefined, false],
    ["http://localhost:3000", undefined, undefined, false],
    ["http://localhost:3000", "localhost:3000", undefined, true],
    ["http://localhost:3000", "localhost:3001", undefined, false],
    ["https://codraft.example", "codraft.example", "https://codraft.example", true],
    ["https://codraft.example", undefined, "https://codraft.example/", true],
    ["https://other.example", "other.example", "https://codraft.example", false],
  ])("%s, asking for %s on a site named %s, is its own: %s", (origin, host, own, expected) => {
    expect(isOwnOrigin(origin, host, own)).toBe(expected);
  });
});
