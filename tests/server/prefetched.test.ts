import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepToOneself } from "~server/ownAnswers";
import { keepPrefetched } from "~server/prefetched";

let url = "";
let close: () => void;
beforeAll(async () => {
  const app = express();
  app.use(keepToOneself());
  app.use(keepPrefetched());
  app.get("/silent.data", (_request, response) => void response.send("says nothing of it"));
  app.get(
    "/open",
    (_request, response) => void response.set("Cache-Control", "public, max-age=60").send("x"),
  );
  app.all("/fails.data", (_request, response) => void response.status(409).send("no"));
  app.all(
    "*",
    (_request, response) => void response.set("Cache-Control", "private, no-store").send("what is asked"),
  );
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});
afterAll(() => close());

const kept = async (path: string, headers: Record<string, string> = {}, method = "GET") =>
  (await fetch(`${url}${path}`, { method, headers })).headers.get("Cache-Control");

describe("What a browser asks for before a link is followed", () => {
  test("may be kept until the link is followed, and no longer", async () => {
    expect(await kept("/p/x.data?page=2", { "Sec-Purpose": "prefetch" })).toBe("private, max-age=2");
    expect(await kept("/p/x.data", { Purpose: "prefetch" })).toBe("private, max-age=2");
  });

  test("is kept as it says itself where it is asked for in earnest, is a page, or is refused", async () => {
    expect(await kept("/p/x.data")).toBe("private, no-store");
    expect(await kept("/p/x", { "Sec-Purpose": "prefetch" })).toBe("private, no-store");
    expect(await kept("/p/x.data", { "Sec-Purpose": "prefetch" }, "POST")).toBe("private, no-store");
    expect(await kept("/fails.data", { "Sec-Purpose": "prefetch" })).toBeNull();
  });
});

test("What somebody who is signed in is answered is theirs alone, unless it says itself how long it may be kept", async () => {
  const session = { Cookie: "a=b; __Host-codraft=x" };
  expect(await kept("/silent.data")).toBeNull();
  expect(await kept("/silent.data", session)).toBe("private, no-store");
  expect(await kept("/open", session)).toBe("public, max-age=60");
  expect(await kept("/silent.data", { ...session, "Sec-Purpose": "prefetch" })).toBe("private, max-age=2");
});
