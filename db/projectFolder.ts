import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Where migrations, words and the demo's data are: the nearest folder above this file with a package.json.
 * Searched for, because the same module runs from source and from build/server.
 */
const projectFolder = (() => {
  let folder = new URL("./", import.meta.url);
  while (!existsSync(new URL("package.json", folder))) {
    const above = new URL("../", folder);
    if (above.href === folder.href) throw new Error("There is no package.json above the server's files.");
    folder = above;
  }
  return folder;
})();

/** The absolute path of a file or folder of the project: `projectPath("locales/en")`. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(path, projectFolder));
}
