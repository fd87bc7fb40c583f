import { expect, test } from "vitest";
import { readEnv, requireOrigin } from "~server/env";

const started = (env: Record<string, string>) =>
  requireOrigin(readEnv({ NODE_ENV: "production", ...env } as NodeJS.ProcessEnv));
const real = { DATABASE_URL: "postgres://db.example/codraft", SMTP_URL: "smtp://mail.example" };

test("a server that others reach does not start without its address", () => {
  expect(() => started(real)).toThrow("APP_ORIGIN");
  expect(() => started({ ...real, HOST: "192.0.2.7" })).toThrow("HOST=127.0.0.1");
  expect(() => started({ CODRAFT_DEMO: "off" })).toThrow("APP_ORIGIN");
  expect(started({ ...real, APP_ORIGIN: "https://votes.example/x" }).APP_ORIGIN).toBe(
    "https://votes.example",
  );
});

test("a server for this machine alone, the demo, and one that is developed start without an address", () => {
  for (const HOST of ["localhost", "127.0.0.1", "127.8.0.1", "::1"])
    expect(started({ ...real, HOST }).HOST).toBe(HOST);
  expect(started({}).HOST).toBe("0.0.0.0");
  expect(started({ ...real, NODE_ENV: "development" }).HOST).toBe("0.0.0.0");
});

test("a link to the source leads to a site, or the server does not start", () => {
  const env = { ...real, HOST: "127.0.0.1" };
  expect(started({ ...env, SOURCE_URL: "https://code.example/codraft/v1" }).SOURCE_URL).toBe(
    "https://code.example/codraft/v1",
  );
  expect(started(env).SOURCE_URL).toBeUndefined();
  for (const SOURCE_URL of ["javascript:alert(1)", "here"])
    expect(() => started({ ...env, SOURCE_URL })).toThrow("SOURCE_URL");
});

test("a signer has an address that can be asked, or the server does not start", () => {
  const env = { ...real, HOST: "127.0.0.1" };
  for (const SIGNER of [
    "http://127.0.0.1:3400",
    "https://signer.example",
    "unix:/run/codraft-signer/signer.sock",
  ])
    expect(started({ ...env, SIGNER }).SIGNER).toBe(SIGNER);
  expect(started(env).SIGNER).toBeUndefined();
  for (const SIGNER of ["127.0.0.1:3400", "ftp://signer.example", "unix:"])
    expect(() => started({ ...env, SIGNER })).toThrow("SIGNER");
});
