import { startCluster } from "./cluster";
import { startPostgres } from "./embeddedPostgres";
import { createPostgresDatabase } from "./testDb";

const port = Number(process.env.PORT ?? 3000);
const postgres = await startPostgres();
const cluster = await startCluster(await createPostgresDatabase(postgres.url), port);
const [first, second] = cluster.nodes;
process.stdout.write(`
Codraft is ready at ${cluster.url}, on two servers: ${first.url} and ${second.url}
Sign in at ${cluster.url}/sign-in: pick a ready seat, no mail needed. Its data goes when this ends.
`);
let ending = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    if (ending) return;
    ending = true;
    void cluster
      .stop()
      .then(postgres.stop)
      .then(() => process.exit(0));
  });
