import { startApp, type TestApp } from "./app";
import { freePort } from "./freePort";
import { startProxy } from "./proxy";

export type Cluster = {
  /** Of the proxy, without a slash at the end. */
  readonly url: string;
  /** The two server processes; one that was ended is started again by `restart`. */
  readonly nodes: [TestApp, TestApp];
  restart(at: 0 | 1): Promise<void>;
  stop(): Promise<void>;
};

/** Two server processes on one database, and a proxy before them. */
export async function startCluster(databaseUrl: string, port = 0): Promise<Cluster> {
  const ports = [await freePort(), await freePort()] as const;
  const proxy = await startProxy(ports, port);
  const url = `http://localhost:${proxy.port}`;
  const start = (at: 0 | 1) =>
    startApp({
      port: ports[at],
      env: { DATABASE_URL: databaseUrl, APP_ORIGIN: url, TRUST_PROXY: "0" },
    });
  // The first loads the demo, unless it is there.
  const nodes: [TestApp, TestApp] = [await start(0), await start(1)];
  return {
    url,
    nodes,
    restart: async (at) => {
      nodes[at] = await start(at);
    },
    stop: async () => {
      await proxy.close();
      await Promise.all(nodes.map((node) => node.kill()));
    },
  };
}
