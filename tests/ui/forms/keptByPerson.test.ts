import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { beginErasing, endErasing } from "~/ui/forms/erasing";
import { forgetAllOf, forgetOld, keep, keptOn, keptUnder, readKept } from "~/ui/forms/kept/keptWords";

/** What a browser has to keep something in. Its names are found as the browser has them. */
class Store {
  getItem(name: string): string | null {
    return Object.hasOwn(this, name) ? String(Reflect.get(this, name)) : null;
  }
  setItem(name: string, value: string) {
    Reflect.set(this, name, value);
  }
  removeItem(name: string) {
    Reflect.deleteProperty(this, name);
  }
}

beforeEach(() => {
  vi.stubGlobal("localStorage", new Store());
  vi.stubGlobal("sessionStorage", new Store());
});
afterEach(() => vi.unstubAllGlobals());

const words = (body: string) => ({ fields: { body }, begun: {}, basis: {}, once: "", at: 0, page: "/?" });

test("What was typed comes back to its writer at its place, and to nobody else in the same browser", () => {
  keep("ana", "reply 1", words("Half a thought"));
  expect(readKept("ana", "reply 1")).toEqual(words("Half a thought"));
  expect(keptUnder("ana", "reply")).toHaveLength(1);
  expect(keptOn("ana", "/?")).toHaveLength(1);
  for (const other of ["ben", "", "an"]) {
    expect(readKept(other, "reply 1")).toBeUndefined();
    expect(keptUnder(other, "")).toEqual([]);
    expect(keptOn(other, "/?")).toEqual([]);
  }
  expect(readKept("ana", "reply 2")).toBeUndefined();
});

test("What a visitor typed ends with the tab", () => {
  keep("", "reply 1", words("Who knows"));
  expect(Object.keys(localStorage)).toEqual([]);
  expect(readKept("", "reply 1")).toEqual(words("Who knows"));
});

test("Whoever signs out takes along all that they typed, and nothing of anybody else's", () => {
  keep("ana", "reply 1", words("Half a thought"));
  keep("ana", "waiting x", words("On its way"));
  keep("ben", "reply 1", words("Another one"));
  forgetAllOf("ana");
  expect(keptUnder("ana", "")).toEqual([]);
  expect(readKept("ben", "reply 1")).toEqual(words("Another one"));
});

test("Whose account is erased leaves nothing in the browser; whose could not be erased keeps what they typed", () => {
  keep("ana", "reply 1", words("Half a thought"));
  keep("ben", "reply 1", words("Another one"));
  beginErasing("ana");
  // It was refused: the next page is still hers.
  endErasing("ana");
  endErasing("");
  expect(keptUnder("ana", "")).toHaveLength(1);
  beginErasing("ana");
  endErasing("");
  expect(keptUnder("ana", "")).toEqual([]);
  expect(keptUnder("ben", "")).toHaveLength(1);
});

test("What older versions kept without saying whose it is, is shown to nobody and goes, as does what nobody came back for", () => {
  localStorage.setItem("codraft-reply-1", '"Whose?"');
  keep("ana", "reply 1", words("Long ago"));
  keep("ana", "reply 2", { ...words("Today"), at: 50 * 24 * 3_600_000 });
  forgetOld(50 * 24 * 3_600_000);
  expect(Object.keys(localStorage)).toEqual(["codraft-kept ana reply 2"]);
});
