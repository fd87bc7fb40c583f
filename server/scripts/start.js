import { build } from "./build.js";
import { ensureInstalled, root } from "./ensure-installed.js";
import { runNode, typescript } from "./run-node.js";

process.chdir(root);
ensureInstalled();
if (!(await build())) process.exit(1);
console.log("Starting…");
runNode(typescript("server/main.ts"), { NODE_ENV: "production" });
