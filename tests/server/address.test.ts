import { describe, expect, it } from "vitest";
import { readEnv } from "~server/env";
import { clientAddress } from "~server/limits";

describe("a client's address", () => {
  it.each([
    ["the connection's own where no proxy is trusted", "9.9.9.9", 0, "127.0.0.1"],
    ["what the one trusted proxy saw", "9.9.9.9, 1.2.3.4", 1, "1.2.3.4"],
    ["what the outermost of two saw", "9.9.9.9, 1.2.3.4, 10.0.0.1", 2, "1.2.3.4"],
    ["the connection's own where the proxy said nothing", undefined, 1, "127.0.0.1"],
  ])("is %s", (_, header, proxies, address) => {
    expect(clientAddress(header, "127.0.0.1", proxies)).toBe(address);
  });
});

describe("the environment", () => {
  const read = (given: Record<string, string>) => readEnv({ ...given, NODE_ENV: "production" });

  it("takes the public address with and without a slash at its end", () => {
    for (const address of ["https://votes.example", "https://votes.example/"])
      expect(read({ APP_ORIGIN: address }).APP_ORIGIN).toBe("https://votes.example");
  });

  it("names every variable that does not fit in one message", () => {
    const wrong = { PORT: "80000", APP_ORIGIN: "javascript:alert(1)", CODRAFT_DEMO: "maybe" };
    for (const name of Object.keys(wrong)) expect(() => read(wrong)).toThrow(name);
  });

  it("counts empty variables as not set", () => {
    expect(read({ DATABASE_URL: "", APP_ORIGIN: "", SMTP_URL: "" })).toMatchObject({
      DATABASE_URL: undefined,
      APP_ORIGIN: undefined,
      SMTP_URL: undefined,
    });
  });
});
