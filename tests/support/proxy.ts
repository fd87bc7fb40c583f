import { connect, createServer, type Socket } from "node:net";

export type Proxy = { readonly port: number; close(): Promise<void> };

/**
 * A small proxy in front of several server processes: each connection goes to the next of them that
 * takes it. It passes bytes on, so that sockets work through it; nobody has to come back to the same.
 */
export async function startProxy(targets: readonly number[], port = 0): Promise<Proxy> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    keep(client);
    const order = targets.map((_, at) => targets[(turn + at) % targets.length] as number);
    turn += 1;
    pass(client, order);
  });

  function keep(socket: Socket): void {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
  }

  function pass(client: Socket, [target, ...others]: readonly number[]): void {
    if (target === undefined) return void client.destroy();
    const node = connect(target, "127.0.0.1");
    keep(node);
    node.once("connect", () => {
      node.off("close", elsewhere);
      client.pipe(node);
      node.pipe(client);
      node.once("close", () => client.destroy());
      client.once("close", () => node.destroy());
    });
    const elsewhere = () => pass(client, others);
    node.once("close", elsewhere);
  }

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
