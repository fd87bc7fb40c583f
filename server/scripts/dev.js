import { ensureInstalled, root, script } from "./ensure-installed.js";
import { runNode } from "./run-node.js";

// tsx watches what the server imports itself; what Vite serves is reloaded by Vite, without a restart.
process.chdir(root);
ensureInstalled();
runNode([script("tsx/dist/cli.mjs"), "watch", "--clear-screen=false", "server/main.ts"], {
  NODE_ENV: "development",
});
