import type { Deps } from "~/platform/deps";
import { isUnavailable } from "~db/unavailable";
import type { IoSocket } from "./sockets";

/** Answers a request over a socket whatever happens: a client that waits for nothing would try again for ever. */
export function answering(log: Deps["log"]) {
  return <A extends { ok: boolean }>(
    run: (socket: IoSocket, payload: unknown) => Promise<A | { ok: false; code: string }>,
    socket: IoSocket,
  ) =>
    (payload: unknown, answer: unknown) => {
      if (typeof answer !== "function") {
        socket.disconnect(true);
        return;
      }
      run(socket, payload).then(
        (result) => answer(result),
        (error) => {
          log.error({ err: error }, "a request over a socket failed");
          answer({ ok: false, code: "unavailable" });
          if (!isUnavailable(error)) socket.disconnect(true);
        },
      );
    };
}
