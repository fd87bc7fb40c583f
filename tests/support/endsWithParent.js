import { isMainThread } from "node:worker_threads";

// Loaded into a server that a test starts: it ends with the tests, also where their process is ended at once and can end nothing any more.
if (isMainThread) {
  process.stdin.on("end", () => process.kill(process.pid, "SIGKILL")).resume();
  process.stdin.unref();
}
