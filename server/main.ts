import { createServer } from "node:http";
import { offeredWays } from "~/features/accounts/registrations/signIn.server";
import { SignerAway } from "~/features/recordlog/services/recordLogDeps";
import { jobs } from "~/registries/jobs.server";
import { endConnections, outliveProxies } from "./connections";
import { loadDemo } from "./demo/load";
import { buildDeps, openMigrated } from "./deps";
import { isDemo, readEnv, requireOrigin } from "./env";
import { createApp } from "./http";
import { startJobs } from "./jobs";
import { createLog } from "./log";
import { attachSockets } from "./sockets";
import { loadTranslations } from "./translations";
import { workPool } from "./work/pool";

const env = orEnd(() => requireOrigin(readEnv(process.env)));
const log = createLog(env);
const say = (line: string) => process.stdout.write(`${line}\n`);

say(env.DATABASE_URL ? "Opening PostgreSQL…" : `Opening the embedded database in ${env.DATA_DIR}…`);
const database = await openMigrated(env).catch(end);

const server = createServer();
outliveProxies(server);
// Until it listens: a port that is taken or not allowed.
server.once("error", end);
const sockets = attachSockets(server, {
  log,
  origin: env.APP_ORIGIN,
  proxies: env.TRUST_PROXY,
  databaseUrl: env.DATABASE_URL,
  perAddress: env.SOCKETS_PER_ADDRESS,
  people: env.PEOPLE_PER_ADDRESS,
});
const pool = workPool({ log });
const deps = buildDeps(env, database, {
  translations: loadTranslations(),
  log,
  publish: sockets.publish,
  work: pool.work,
  origin: env.APP_ORIGIN ?? `http://localhost:${env.PORT}`,
});
// Made now, so that a folder that cannot be written ends the start and not the first act.
orEnd(() => deps.recordLog.receiptKeys(new URL(deps.settings.origin).host));
await deps.recordLog.signer.keys(new URL(deps.settings.origin).host).catch((error: unknown) => {
  // Voting goes on without it, and what is to be signed waits.
  if (!(error instanceof SignerAway)) return end(error as Error);
  say(`${error.message}; record logs are signed once it does.`);
});
orEnd(() => deps.recordLog.witnesses.policy());
if (isDemo(env)) {
  say("Looking after the demo…");
  await loadDemo(deps);
}
sockets.serve(deps);
const running = startJobs(deps, jobs, sockets.lastSuccess);
const app = await createApp(env, deps, database, running);
server.on("request", app);

server.listen(env.PORT, env.HOST, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.PORT;
  const at = env.APP_ORIGIN ?? `http://localhost:${port}`;
  say(`\nCodraft is ready at ${at}`);
  const settings = { ...deps.settings, origin: at };
  for (const { announced } of offeredWays(settings)) say(`Sign in at ${at}/sign-in ${announced(settings)}`);
});

/** Milliseconds: longer than requests are given to come to their answers, shorter than supervisors wait. */
const longestStop = 25_000;
let stopping = false;
/** Finishes the requests under way, then closes sockets and database. */
async function stop(signal: string) {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "stopping");
  running.stop();
  // Whatever does not come to its end must not keep the next version from starting.
  setTimeout(() => {
    log.error("stopped without waiting any longer");
    process.exit(1);
  }, longestStop).unref();
  const ended = endConnections(server, 10_000);
  await sockets.close();
  await ended;
  await pool.close();
  await deps.keptFiles.close();
  await database.release();
  process.exit(0);
}
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));

/** Ends the start with a sentence: what is wrong is in the environment, not in the program. */
function end(error: Error): never {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function orEnd<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    return end(error as Error);
  }
}
