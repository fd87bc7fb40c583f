import { build } from "../server/scripts/build.js";
import { ensureInstalled, root } from "../server/scripts/ensure-installed.js";
import { runNode, typescript } from "../server/scripts/run-node.js";

// `npm run cluster`: two server processes on an embedded PostgreSQL behind a small proxy, to try it.

process.chdir(root);
ensureInstalled();
if (!(await build())) process.exit(1);
console.log("Starting PostgreSQL, two servers and a proxy…");
runNode(typescript("tests/support/runCluster.ts"));
