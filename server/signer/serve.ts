import { createServer, type IncomingMessage, type Server } from "node:http";
import { bodyOf } from "../bodyOf";
import { answerServer, type deskSigner, type SignerReply } from "./desk";

/** Bytes: the roots of 53 full subtrees and a name have less. */
const mostBytes = 16 * 1024;

/** A signer that is asked over HTTP by a server that knows the secret. Told of each answer. */
export function signerServer(
  signer: ReturnType<typeof deskSigner>,
  secret: string,
  told: (line: string) => void = () => {},
): Server {
  const server = createServer((request, response) => {
    answer(signer, secret, request)
      .catch((error: unknown): SignerReply => {
        told(`failed: ${error instanceof Error ? error.message : String(error)}`);
        return { status: 503, body: null };
      })
      .then(({ status, body }) => {
        const text = JSON.stringify(body);
        response.writeHead(status, {
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(text),
        });
        response.end(text);
        told(`${request.method} ${request.url} ${status}${faultIn(body)}`);
      })
      .catch(() => response.destroy());
  });
  server.requestTimeout = 30_000;
  return server;
}

const faultIn = (body: unknown) =>
  typeof body === "object" && body !== null && "fault" in body ? ` refused: ${body.fault}` : "";

async function answer(
  signer: ReturnType<typeof deskSigner>,
  secret: string,
  request: IncomingMessage,
): Promise<SignerReply> {
  if (request.method !== "POST") return { status: 405, body: null };
  const body = await bodyOf(request, mostBytes);
  if (body === null) return { status: 413, body: null };
  const path = new URL(request.url ?? "/", "http://signer").pathname;
  return answerServer(signer, secret, { path, authorization: request.headers.authorization ?? "", body });
}
