import { defineConfig } from "vitest/config";
import { cutFonts } from "./server/scripts/cutFonts.js";
import { wordsByLanguage } from "./server/scripts/wordsByLanguage.js";
import { all, e2e, onDatabase, onPglite, onPostgresOnly, races } from "./tests/projects";
import { LongestFirst } from "./tests/support/longestFirst";

const folder = (path: string) => new URL(path, import.meta.url).pathname;

export default defineConfig({
  plugins: [wordsByLanguage, cutFonts],
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
    maxWorkers: 2,
    // A worker reads the modules once for all its files: nothing of the application is kept in a module but
    // what is a pure function of its input, and no test replaces a module. Reading them anew took half the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // A condition is waited for, on a busy machine too.
    expect: { poll: { timeout: 30_000 } },
    coverage: {
      provider: "v8",
      include: ["app/**/*.{ts,tsx}", "db/**/*.ts", "server/**/*.ts"],
      reporter: ["json-summary"],
      reportsDirectory: "coverage",
    },
    projects: [
      {
        extends: true,
        test: { name: "unit", include: all, exclude: [...onDatabase, ...races, ...e2e] },
      },
      {
        extends: true,
        test: {
          name: "pglite",
          include: process.env.CODRAFT_TEST_BOTH ? onDatabase : onPglite,
          exclude: onPostgresOnly,
          env: { CODRAFT_TEST_DB: "pglite" },
          globalSetup: "tests/support/takesGlobal.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: [...onDatabase, ...races],
          env: { CODRAFT_TEST_DB: "postgres" },
          globalSetup: ["tests/support/postgresGlobal.ts", "tests/support/takesGlobal.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: e2e,
          globalSetup: ["tests/support/postgresGlobal.ts", "tests/support/demoGlobal.ts"],
        },
      },
    ],
  },
});
