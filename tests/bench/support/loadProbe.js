import { isMainThread } from "node:worker_threads";
import { register } from "tsx/esm/api";

// Threads for heavy work are given the options of their process: what counts what the process does is for its main thread alone, and a
// thread that cannot read it would fail with its task.
if (isMainThread) {
  register();
  await import("./probe.ts");
}
