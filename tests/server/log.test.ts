import { describe, expect, it } from "vitest";
import { safeError } from "~server/log";

describe("the log", () => {
  it("keeps parameters of a failed query out, down to the causes", () => {
    const cause = Object.assign(new Error("Key (email)=(voter@example.org) already exists"), {
      severity: "ERROR",
      code: "23505",
      detail: "voter@example.org",
    });
    const error = Object.assign(new Error("Failed query: insert … params: voter@example.org", { cause }), {
      query: "insert into users values ($1)",
      params: ["voter@example.org"],
    });
    const logged = JSON.stringify(safeError(error));
    expect(logged).not.toContain("voter@example.org");
    expect(logged).toContain("insert into users values ($1)");
    expect(logged).toContain("23505");
  });

  it("keeps the message and place of a bug of our own", () => {
    const logged = safeError(new Error("an account was made and is not there"));
    expect(logged.message).toBe("an account was made and is not there");
    expect(logged.stack).toContain("log.test");
  });
});
