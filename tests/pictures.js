import { build } from "../server/scripts/build.js";
import { ensureInstalled, root, script } from "../server/scripts/ensure-installed.js";
import { runNode } from "../server/scripts/run-node.js";

// `npm run pictures` holds all pages of tests/e2e/support/viewedPages.ts in all their looks against the pictures that were reviewed;
// `npm run pictures -- keep` keeps what they look like now, `npm run pictures -- keep ballot desk` those of the pages named: look at each
// picture that changed before you commit it.

process.chdir(root);
ensureInstalled();
if (!(await build())) process.exit(1);
const [purpose, ...names] = process.argv.slice(2);
const run = [script("vitest/vitest.mjs"), "run", "--project", "e2e", "tests/e2e/pictures.test.ts"];
runNode(run, {
  CODRAFT_PICTURES: purpose === "keep" ? "keep" : "compare",
  CODRAFT_PICTURES_OF: names.join(" "),
});
