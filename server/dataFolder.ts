import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes the data folder for this process alone: PGlite's files do not survive two writers. The
 * lock names its process, so that one left behind by a killed process is recognized.
 * Returns the function that gives the folder back; throws when another process holds it.
 */
export function holdDataFolder(folder: string): () => void {
  const remedy = "set DATA_DIR to another folder, or DATABASE_URL for PostgreSQL";
  return holdFolder(folder, `The data folder ${folder}`, remedy);
}

/** The same for any folder that two programs must not write. */
export function holdFolder(folder: string, what: string, remedy: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, "lock");
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(lock, `${process.pid}\n`, { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = Number.parseInt(readFileSync(lock, "utf8"), 10);
      if (attempt > 0 || isRunning(holder)) {
        throw new Error(`${what} is in use by process ${holder}. Stop it first, or ${remedy}.`);
      }
      rmSync(lock, { force: true });
    }
  }
  return () => rmSync(lock, { force: true });
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
