import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import { bodyOf } from "../bodyOf";
import { answerRequest, type Desk, lastSeen, type Reply } from "./desk";

/** Bytes: 63 hashes and a checkpoint with a hundred signatures have less. */
const mostBytes = 64 * 1024;

/** A witness that is asked over HTTP. Told of each answer, for its log. */
export function witnessServer(desk: Desk, told: (line: string) => void = () => {}): Server {
  const server = createServer((request, response) => {
    answer(desk, request)
      .catch((error: unknown): Reply => {
        told(`failed: ${error instanceof Error ? error.message : String(error)}`);
        return text(500, "The witness could not keep what it saw, and signs nothing.\n");
      })
      .then((reply) => send(response, reply, request.method === "HEAD"))
      .then(() => told(`${request.method} ${request.url} ${response.statusCode}`))
      .catch(() => response.destroy());
  });
  server.requestTimeout = 30_000;
  return server;
}

const text = (status: number, body: string): Reply => ({ status, type: "text/plain; charset=utf-8", body });

async function answer(desk: Desk, request: IncomingMessage): Promise<Reply> {
  const { pathname } = new URL(request.url ?? "/", "http://witness");
  if (request.method === "POST" && pathname === "/add-checkpoint") {
    const body = await bodyOf(request, mostBytes);
    return body === null ? text(413, "That is too long.\n") : answerRequest(desk, body);
  }
  if (pathname === "/add-checkpoint") return text(405, "Checkpoints are sent by POST.\n");
  if (pathname !== "/" || !["GET", "HEAD"].includes(request.method ?? ""))
    return text(404, "There is nothing.\n");
  const origins = [...new Set(desk.logKeys().map(({ name }) => name))];
  const seen = origins.map((origin) => {
    const last = lastSeen(desk.folder, origin);
    return last ? `${origin} ${last.size} ${last.root} ${last.at}` : `${origin} never`;
  });
  return text(200, `${[verifierKeyText(desk.key), ...seen].join("\n")}\n`);
}

function send(response: ServerResponse, { status, type, body }: Reply, isHead: boolean): void {
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body) });
  response.end(isHead ? undefined : body);
}
