import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Brought } from "~/features/verification/domain/signatures";

const verifierFolder = fileURLToPath(new URL("../../../docs/verifier/", import.meta.url));
/** Whether there is a Python here that runs the other program. */
export const hasPython = spawnSync("python3", ["--version"]).status === 0;

const driver = `
import json, sys
import verify
for line in sys.stdin:
    asked = json.loads(line)
    with open(asked["path"], "rb") as file:
        found = verify.verify_bundle(file.read(), asked["keys"], asked["kept"], asked["receipts"])
    print(json.dumps({"faults": found.faults, "unchecked": found.unchecked}), flush=True)
`;

export type SaidInPython = {
  readonly faults: readonly (readonly [step: string, code: string, where: string])[];
  readonly unchecked: readonly (readonly [code: string, where: string])[];
};

/** The other program, started once and asked many times. */
export async function pythonVerifier() {
  const folder = await mkdtemp(join(tmpdir(), "codraft-bundle-"));
  const child = spawn("python3", ["-c", driver], { cwd: verifierFolder, stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    verify: async (data: Uint8Array, brought: Brought): Promise<SaidInPython> => {
      const path = join(folder, "bundle.zip");
      await writeFile(path, data);
      child.stdin.write(`${JSON.stringify({ path, ...brought })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`the program ended: ${complaint}`);
      return JSON.parse(value as string) as SaidInPython;
    },
    end: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
      await rm(folder, { recursive: true });
    },
  };
}
