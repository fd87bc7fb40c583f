import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { endConnections, outliveProxies } from "~server/connections";

test("the server keeps connections longer than proxies do, and waits for headers longer than that", () => {
  const server = createServer();
  outliveProxies(server);
  expect(server.keepAliveTimeout).toBeGreaterThan(60_000);
  expect(server.headersTimeout).toBeGreaterThan(server.keepAliveTimeout);
});

test("a server that ends answers what is under way, and waits for no connection that is only kept", async () => {
  let finish = () => {};
  const server = createServer((_request, response) => {
    finish = () => response.end("whole");
    response.flushHeaders();
  });
  outliveProxies(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const agent = new Agent({ keepAlive: true });
  const asked = get({ agent, host: "127.0.0.1", port: (server.address() as AddressInfo).port });
  const [answer] = (await once(asked, "response")) as [IncomingMessage];

  const ended = endConnections(server, 60_000);
  finish();
  let text = "";
  for await (const piece of answer) text += piece;
  expect(text).toBe("whole");
  // The client keeps its connection; without being closed it would hold the server for more than a minute.
  await ended;
  agent.destroy();
});
