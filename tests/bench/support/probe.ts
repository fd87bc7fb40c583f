import { AsyncLocalStorage } from "node:async_hooks";
import { createServer, type IncomingMessage, Server } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { ServerBuild } from "@remix-run/node";
import { watchStatements } from "~tests/support/countStatements";

// Loaded into the server process before the server itself (`startProbed`): counts what that process does, and
// adds to its build a bare route, which sends what it is given.

const every = 5;
const delay = monitorEventLoopDelay({ resolution: every });
delay.enable();
/** Runs while a request is answered, and in whatever that began: jobs run outside of all requests. */
const answering = new AsyncLocalStorage<true>();
let statements = 0;
let beside = 0;
watchStatements(() => {
  if (answering.getStore()) statements += 1;
  else beside += 1;
});
const { emit } = Server.prototype;
Server.prototype.emit = function (this: Server, ...event: [name: string, ...rest: unknown[]]) {
  const run = (): boolean => Reflect.apply(emit, this, event);
  return event[0] === "request" ? answering.run(true, run) : run();
} as typeof emit;

const bodies = new Map<string, string>();
const file = new URL("../../../build/server/index.js", import.meta.url).href;
const build = (await import(file)) as ServerBuild;
const loader = ({ params }: { params: { body?: string } }) =>
  new Response(bodies.get(params.body ?? ""), { headers: { "Content-Type": "text/html; charset=utf-8" } });
build.routes.bare = {
  id: "bare",
  parentId: "root",
  path: "bare/:body",
  module: { loader } as unknown as ServerBuild["routes"][string]["module"],
};

createServer(async (request, response) => {
  const name = request.url?.slice(1) ?? "";
  if (request.method === "PUT") bodies.set(name, await textOf(request));
  if (name === "reset") {
    statements = 0;
    beside = 0;
    delay.reset();
  }
  const cpu = process.cpuUsage();
  response.setHeader("Content-Type", "application/json");
  response.end(
    JSON.stringify({
      statements,
      beside,
      cpu: (cpu.user + cpu.system) / 1000,
      // The histogram has the time between two looks, of which one is what was asked for.
      held: Math.max(0, delay.max / 1e6 - every),
    }),
  );
}).listen(Number(process.env.CODRAFT_PROBE_PORT), "127.0.0.1");

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
