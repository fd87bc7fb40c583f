import { defineConfig } from "vitest/config";

const folder = (path: string) => new URL(path, import.meta.url).pathname;

/** Files that must behave alike on both databases. */
const onBoth = ["tests/features/*/services/**/*.test.ts", "tests/db/**/*.test.ts", "tests/http/**/*.test.ts"];
const races = ["tests/races/**/*.test.ts"];
const e2e = ["tests/e2e/**/*.test.ts"];

export default defineConfig({
  esbuild: { jsx: "automatic" },
  resolve: {
    alias: [
      { find: /^~\//, replacement: folder("app/") },
      { find: /^~db\//, replacement: folder("db/") },
      { find: /^~server\//, replacement: folder("server/") },
      { find: /^~tests\//, replacement: folder("tests/") },
    ],
  },
  test: {
    pool: "forks",
    minWorkers: 1,
    maxWorkers: 2,
    // A worker reads the modules once for all its files: nothing of the application is kept in a module but
    // what is a pure function of its input, and no test replaces a module. Reading them anew took half the time.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // All that needs no database and no browser, so that no test can lie outside every project.
          include: ["tests/**/*.test.ts"],
          exclude: [...onBoth, ...races, ...e2e],
        },
      },
      {
        extends: true,
        test: { name: "pglite", include: onBoth, env: { CODRAFT_TEST_DB: "pglite" } },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: [...onBoth, ...races],
          env: { CODRAFT_TEST_DB: "postgres" },
          globalSetup: "tests/support/postgresGlobal.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: e2e,
          globalSetup: "tests/support/demoGlobal.ts",
          // One server and one browser at a time: they have the two cores to themselves.
          poolOptions: { forks: { singleFork: true } },
        },
      },
    ],
  },
});
