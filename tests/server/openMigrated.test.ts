import { expect, test } from "vitest";
import { type OpenDatabase, openMigrated } from "~server/deps";

const env = {
  DATABASE_URL: "postgres://pooler.example/codraft",
  DATABASE_OWNER_URL: undefined,
  DATABASE_POOL: 10,
  DATA_DIR: "",
};

/** A database of which nothing is asked but what a start asks, and what was done with it. */
function database(sharesSessions: boolean) {
  const done: string[] = [];
  const handle = {
    sharesSessions: async () => sharesSessions,
    migrate: async () => void done.push("migrated"),
    release: async () => void done.push("released"),
  };
  return { done, open: async () => handle as Partial<OpenDatabase> as OpenDatabase };
}

test("A server does not start behind a pooler that gives each transaction another session, and says what to do", async () => {
  const { done, open } = database(true);
  await expect(openMigrated(env, open)).rejects.toThrow(
    /pooler in transaction mode .* address of PostgreSQL/,
  );
  expect(done).toEqual(["released"]);
});

test("A server whose connections keep their sessions brings the database up to date", async () => {
  const { done, open } = database(false);
  await openMigrated(env, open);
  expect(done).toEqual(["migrated"]);
});
