import type {} from "vitest";
import type { TestProject } from "vitest/node";
import { startPostgres, type TestPostgres } from "./embeddedPostgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Administrative address of the run's PostgreSQL; only in the projects `e2e` and `postgres`. */
    postgresUrl?: string;
  }
}

/** Each project reads this file for itself, in one process. */
type Shared = { server: Promise<TestPostgres>; users: number };
const place = globalThis as { codraftPostgres?: Shared };

/** One PostgreSQL for all files of the projects that ask for one; each file has databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  place.codraftPostgres ??= { server: startPostgres({ forgetful: true }), users: 0 };
  const shared = place.codraftPostgres;
  shared.users += 1;
  const server = await shared.server;
  project.provide("postgresUrl", server.url);
  return async () => {
    shared.users -= 1;
    if (shared.users === 0) await server.stop();
  };
}
