import type { Deps } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { isForbidden } from "~db/unavailable";
import { buildDeps, type OpenDatabase, openForCommand } from "../deps";
import { type Env, readEnv } from "../env";
import { loadTranslations } from "../translations";
import { exitCodes } from "./exitCodes";

const silent: Deps["log"] = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Runs a command with the database the environment names, migrated, and closes it afterwards. Where the owner of its tables is named as
 * well, the command is the owner's: some change what a server's role cannot.
 * An environment that does not fit, a database that does not answer and a data folder that a running
 * server holds are refused with a sentence, not a stack.
 */
export async function withDeps(run: (deps: Deps) => Promise<number>): Promise<number> {
  let env: Env;
  let database: OpenDatabase;
  try {
    env = readEnv(process.env);
    database = await openForCommand(env);
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
  } catch (error) {
    if (!isForbidden(error)) throw error;
    process.stderr.write(
      "The role of DATABASE_URL may not do this. Give the owner's address in DATABASE_OWNER_URL.\n",
    );
    return exitCodes.refused;
  } finally {
    await database.release();
  }
}
