import { WebSocketServer } from "ws";

// What a socket server does at the least: it keeps connections and sends the same bytes to all of them.
// A parent process says what to send; the port comes first.

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("listening", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
process.on("message", (text: string) => {
  for (const client of server.clients) client.send(text);
});
