import { startApp, type TestApp } from "~tests/support/app";
import { freePort } from "~tests/support/freePort";

/** What the server process did. */
type Readings = {
  /** Statements given to the database since the last reset, for requests. */
  readonly statements: number;
  /** Those of jobs, and of whatever else goes on beside requests. */
  readonly beside: number;
  /** Milliseconds of processor time since it began. */
  readonly cpu: number;
  /** The longest time that its event loop was held since the last reset, in milliseconds. */
  readonly held: number;
};

export type ProbedApp = TestApp & {
  /** Where it answers, by number: a name would be looked up at each request. */
  readonly at: string;
  read(): Promise<Readings>;
  reset(): Promise<Readings>;
  /** The address of a route of the same build that does nothing but send this. */
  bare(name: string, body: string): Promise<string>;
};

/** Starts the built application with a probe in its process. */
export async function startProbed(env: Record<string, string>): Promise<ProbedApp> {
  const port = await freePort();
  const probe = new URL("./loadProbe.js", import.meta.url).href;
  const given = process.env.NODE_OPTIONS ?? "";
  const app = await startApp({
    env: {
      LOG_LEVEL: "info",
      CODRAFT_PROBE_PORT: String(port),
      NODE_OPTIONS: `${given} --import ${probe}`.trim(),
      ...env,
    },
  });
  const at = app.url.replace("localhost", "127.0.0.1");
  const ask = async (name: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${port}/${name}`, init);
    return (await answer.json()) as Readings;
  };
  return Object.assign(app, {
    at,
    read: () => ask(""),
    reset: () => ask("reset"),
    bare: async (name: string, body: string) => {
      await ask(name, { method: "PUT", body });
      return `${at}/bare/${name}`;
    },
  });
}
