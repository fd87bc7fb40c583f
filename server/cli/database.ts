import type { Deps } from "~/services/deps";
import { buildDeps, openDatabase } from "../deps";
import { readEnv } from "../env";
import { loadTranslations } from "../translations";

const silent: Deps["log"] = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Runs a command with the database the environment names, migrated, and closes it afterwards.
 * A data folder that a running server holds is refused with a sentence, not a stack.
 */
export async function withDeps(run: (deps: Deps) => Promise<number>): Promise<number> {
  const env = readEnv(process.env);
  const database = await openDatabase(env);
  try {
    await database.migrate();
    const deps = buildDeps(env, database, {
      translations: loadTranslations(),
      log: silent,
      publish: () => {},
      origin: env.APP_ORIGIN ?? `http://localhost:${env.PORT}`,
    });
    return await run(deps);
  } finally {
    await database.release();
  }
}
