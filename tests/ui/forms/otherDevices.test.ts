import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetElsewhere, keepElsewhere, keptElsewhere } from "~/ui/forms/kept/elsewhere/devices";

/** What the server was told, in order. */
let told: Record<string, string>[];
beforeEach(() => {
  told = [];
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (_: string, { body }: { body: URLSearchParams }) => {
    told.push(Object.fromEntries(body));
    return new Response();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const words = { fields: { body: "So." }, begun: { body: "" }, basis: {}, once: "key", at: 0 };

test("Words that are thrown away are forgotten by the server too, also those of which an earlier page told it", () => {
  forgetElsewhere("ana", "reply 1");
  expect(told).toEqual([]);
  forgetElsewhere("ana", "reply 1", true);
  expect(told).toEqual([{ intent: "forget", place: "reply 1", once: "ana." }]);
});

test("What the server was told of is forgotten once, and what it was only going to be told of is not sent", () => {
  keepElsewhere("ana", "reply 2", words);
  forgetElsewhere("ana", "reply 2");
  vi.runAllTimers();
  expect(told).toEqual([]);
  keepElsewhere("ana", "reply 2", words);
  vi.runAllTimers();
  forgetElsewhere("ana", "reply 2");
  forgetElsewhere("ana", "reply 2");
  expect(told.map(({ intent }) => intent)).toEqual(["keep", "forget"]);
});

test("What the server is told says of whom it is, also where somebody else has signed in since", () => {
  keepElsewhere("ana", "reply 5", words);
  keepElsewhere("ben", "reply 6", words);
  vi.runAllTimers();
  forgetElsewhere("ana", "reply 5");
  expect(told.map(({ intent, place, once }) => [intent, place, once])).toEqual([
    ["keep", "reply 5", "ana."],
    ["keep", "reply 6", "ben."],
    ["forget", "reply 5", "ana."],
  ]);
});

test("What many forms of a page ask for goes in addresses that no server refuses, and each gets its own", async () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    const places = new URL(address, "http://localhost").searchParams.getAll("place");
    return Response.json(Object.fromEntries(places.map((place) => [place, { ...words, once: place }])));
  });
  const places = Array.from({ length: 200 }, (_, nth) => `row ${nth} of a review of the model`);
  const all = Promise.all(
    [...places, "row 0 of a review of the model"].map((one) => keptElsewhere("ana", one)),
  );
  vi.runAllTimers();
  expect((await all).map((found) => found?.once)).toEqual([...places, places[0]]);
  expect(asked.length).toBeGreaterThan(1);
  expect(Math.max(...asked.map((address) => address.length))).toBeLessThan(4100);
  expect(asked.flatMap((one) => new URL(one, "http://localhost").searchParams.getAll("place"))).toEqual(
    places,
  );
});

test("A visitor's words never leave the browser", async () => {
  const facade = await import("~/ui/forms/kept/otherDevices");
  facade.keepElsewhere("", "reply 3", words);
  facade.forgetElsewhere("", "reply 3", true);
  facade.keepElsewhere("ana", "reply 4", words);
  await vi.waitFor(() => {
    vi.runAllTimers();
    expect(told.map(({ place }) => place)).toEqual(["reply 4"]);
  });
});
