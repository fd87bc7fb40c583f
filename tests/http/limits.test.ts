import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limitRate } from "~server/limits";
import { type Site, send, serve } from "./support/site";

describe("what one address may send in a minute", () => {
  let site: Site;
  beforeAll(async () => {
    const app = express();
    app.use(limitRate());
    app.all("*", (_, response) => {
      response.send("taken");
    });
    site = await serve(app);
  });
  afterAll(() => site.close());

  const ask = async (path: string, method = "POST") => (await send(site, {}, { method, path })).status;

  test("is thirty endorsements, in whatever language and by whichever way, while other forms still pass", async () => {
    const paths = ["/p/x/endorsements/give", "/ar/p/x/endorsements/give", "/p/x/endorsements/give.data"];
    const statuses: number[] = [];
    for (let n = 0; n < 32; n++) statuses.push(await ask(paths[n % 3] as string));
    expect(statuses).toEqual([...Array(30).fill(200), 429, 429]);
    expect(await ask("/p/x/endorsements/mine")).toBe(200);
    expect(await ask("/p/x/threads")).toBe(200);
    expect(await ask("/p/x/endorsements/give", "GET")).toBe(200);
  });
});
