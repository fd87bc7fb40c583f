import { describe, expect, test } from "vitest";
import { browserOf, isSameDevice } from "~/features/accounts/domain/browser";

const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";
const safari =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
const chrome =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36";
const edge =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0";

describe("A browser", () => {
  test.each([
    [firefox, "Firefox", "Windows"],
    [safari, "Safari", "iPhone"],
    [chrome, "Chrome", "Android"],
    [edge, "Edge", "Windows"],
  ])("is called what people call it: %s", (device, browser, system) => {
    expect(browserOf(device)).toEqual({ browser, system });
  });

  test("that does not say what it is has no name", () => {
    for (const device of ["", "curl/8.0", "Firefox/130.0"]) expect(browserOf(device)).toBeNull();
  });

  test("is the same after an update, and another one on another system", () => {
    expect(isSameDevice(firefox, firefox.replaceAll("130.0", "131.0"))).toBe(true);
    expect(isSameDevice(firefox, firefox.replace("Windows NT 10.0", "X11; Linux"))).toBe(false);
    expect(isSameDevice(chrome, edge)).toBe(false);
    expect(isSameDevice("a test", "a test")).toBe(true);
    expect(isSameDevice("a test", "another")).toBe(false);
  });
});
