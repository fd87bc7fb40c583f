import { build, hasSources, isBuilt } from "./build.js";
import { ensureInstalled, root } from "./ensure-installed.js";
import { runBuilt } from "./run-built.js";

process.chdir(root);
if (hasSources()) {
  // What is built needs only the packages that it runs with: `npm ci --omit=dev` is enough.
  const built = isBuilt();
  ensureInstalled({ forBuild: !built });
  if (!built && !(await build())) process.exit(1);
}
console.log("Starting…");
// React and others choose their production code by this, when they are loaded.
process.env.NODE_ENV = "production";
await runBuilt("main");
