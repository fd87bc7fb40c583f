import type {} from "vitest";
import type { TestProject } from "vitest/node";
import { startPostgres } from "./embeddedPostgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Administrative address of the run's PostgreSQL; only in the project `postgres`. */
    postgresUrl?: string;
  }
}

/** One PostgreSQL for all files of the project; each file creates databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres({ forgetful: true });
  project.provide("postgresUrl", server.url);
  return server.stop;
}
