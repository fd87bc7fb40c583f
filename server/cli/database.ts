import type { Deps } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { buildDeps, type OpenDatabase, openMigrated } from "../deps";
import { type Env, readEnv } from "../env";
import { loadTranslations } from "../translations";
import { exitCodes } from "./exitCodes";

const silent: Deps["log"] = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Runs a command with the database the environment names, migrated, and closes it afterwards.
 * An environment that does not fit, a database that does not answer and a data folder that a running
 * server holds are refused with a sentence, not a stack.
 */
export async function withDeps(run: (deps: Deps) => Promise<number>): Promise<number> {
  let env: Env;
  let database: OpenDatabase;
  try {
    env = readEnv(process.env);
    database = await openMigrated(env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return exitCodes.refused;
  }
  try {
    const deps = buildDeps(env, database, {
      translations: loadTranslations(),
      log: silent,
      publish: () => {},
      work: workHere,
      origin: env.APP_ORIGIN ?? `http://localhost:${env.PORT}`,
    });
    return await run(deps);
  } finally {
    await database.release();
  }
}
