import { type MessagePort, parentPort } from "node:worker_threads";
import type { FromThread, ToThread } from "./messages";
import { tasks } from "./tasks";

/** A thread of the pool: does one task after the other. */
const byName = new Map(tasks.map((one) => [one.name, one]));
// In the main thread this file has nothing to do.
if (parentPort) void serve(parentPort);

async function serve(port: MessagePort): Promise<void> {
  const say = (message: FromThread) => port.postMessage(message);
  const inbox: ToThread[] = [];
  let wake = () => {};
  port.on("message", (message: ToThread) => {
    inbox.push(message);
    wake();
  });
  const heard = async (): Promise<ToThread> => {
    for (;;) {
      const message = inbox.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  async function* portions(): AsyncGenerator<unknown> {
    for (;;) {
      say({ kind: "next" });
      const given = await heard();
      if (given.kind === "cut") throw new Error("its portions could not be read");
      if (given.kind !== "portion") return;
      yield given.portion;
    }
  }
  for (;;) {
    const asked = await heard();
    if (asked.kind !== "run") continue;
    try {
      const task = byName.get(asked.name);
      if (!task) throw new Error(`there is no task "${asked.name}"`);
      say({ kind: "done", output: await task.run(asked.input, portions()) });
    } catch (error) {
      const { message, stack } = error as Error;
      say({ kind: "failed", message, stack });
    }
  }
}
