import { hasSources, isBuilt } from "./build.js";
import { ensureInstalled } from "./ensure-installed.js";
import { runBuilt } from "./run-built.js";
import { runNode, typescript } from "./run-node.js";

// Nothing here writes to stdout: it belongs to the command. A command does not wait for a build: without
// one of these sources it runs from them.
const fromSources = hasSources() && !isBuilt();
if (hasSources()) ensureInstalled({ quiet: true, forBuild: fromSources });
if (fromSources) runNode(typescript("server/cli/main.ts", process.argv.slice(2)));
else await runBuilt("codraft");
