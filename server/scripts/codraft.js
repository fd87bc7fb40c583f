import { ensureInstalled } from "./ensure-installed.js";
import { runNode, typescript } from "./run-node.js";

// Nothing here writes to stdout: it belongs to the command.
ensureInstalled({ quiet: true });
runNode(typescript("server/cli/main.ts", process.argv.slice(2)));
