import type { Server } from "node:http";

/**
 * Keeps connections open longer than proxies keep theirs (nginx and most load balancers: 60 seconds). Where the server
 * closes first, a proxy sends a request into a connection that is just going, and its visitor gets 502.
 */
export function outliveProxies(server: Server): void {
  server.keepAliveTimeout = 75_000;
  // Counts from the request before, so it has to be the longer one.
  server.headersTimeout = 80_000;
}

/** Takes no more connections; resolves when those under way have had their answers. Idle ones are not waited for. */
export async function endConnections(server: Server, within: number): Promise<void> {
  const finished = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const deadline = setTimeout(() => server.closeAllConnections(), within);
  server.closeIdleConnections();
  await finished;
  clearInterval(sweep);
  clearTimeout(deadline);
}
