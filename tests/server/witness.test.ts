import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { fromBase64 } from "~/kernel/hash/bytes";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { consistencyProof } from "~/kernel/tlog/consistency";
import { signingKey } from "~/kernel/tlog/ed25519";
import { leafHash, merkleRoot } from "~/kernel/tlog/merkle";
import { readNote, signersOf, signNote } from "~/kernel/tlog/note";
import { algorithms, readVerifierKey, verifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";
import { addCheckpointText } from "~/kernel/witness/request";
import { answerRequest, type Desk, lastSeen } from "~server/witness/desk";
import { recordVectors } from "~tests/fixtures/recordVectors";
import { commandLine } from "~tests/support/commandLine";
import { there } from "~tests/support/scenario";

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const { origin } = recordVectors.keys;
const logSigning = signingKey(seed(1));
const logKey = verifierKey(origin, logSigning.publicKey);

function witness(more: Partial<Desk> = {}): Desk {
  const signing = signingKey(seed(3));
  const key = verifierKey("witness.example.org/makers", signing.publicKey, algorithms.cosignature);
  const folder = mkdtempSync(join(tmpdir(), "codraft-witness-"));
  return {
    logKeys: () => [logKey],
    key,
    signing,
    folder,
    now: () => new Date("2026-03-03T11:00:03Z"),
    ...more,
  };
}

const leaves = recordVectors.record.leaves;
function asks(size: number, old: number, { of = leaves, key = logKey, signing = logSigning } = {}) {
  const tree = of.slice(0, size);
  const note = signNote(checkpointText({ origin: key.name, size, root: merkleRoot(tree) }), {
    verifier: key,
    signing,
  });
  const proof = old > 0 && old < size ? consistencyProof(tree, old) : [];
  return addCheckpointText({ old, proof, note });
}

describe("A witness", () => {
  test("answers others' bytes with others' bytes", () => {
    const { request, response } = recordVectors.addCheckpoint;
    const line = there(/ (\S+)\n$/.exec(response)?.[1]);
    const seconds = Number(new DataView(there(fromBase64(line)).buffer).getBigUint64(4));
    const desk = witness({ now: () => new Date(seconds * 1000) });
    expect(answerRequest(desk, asks(5, 0)).status).toBe(200);
    expect(answerRequest(desk, request)).toMatchObject({ status: 200, body: response });
    expect(answerRequest(desk, request)).toMatchObject({
      status: 409,
      type: "text/x.tlog.size",
      body: "11\n",
    });
  });

  test("says when it saw what, in a line that holds below the note", () => {
    const desk = witness();
    const asked = asks(5, 0);
    const reply = answerRequest(desk, asked);
    const note = there(readNote(`${asked.slice(asked.indexOf("\n\n") + 2)}${reply.body}`));
    const time = Math.floor(desk.now().getTime() / 1000);
    expect(signersOf(note, [desk.key])).toEqual([{ key: desk.key, time }]);
  });

  test.each([
    [400, "what cannot be read", "old 0\n"],
    [400, "an old size above the new", asks(5, 7)],
    [
      404,
      "a log that it does not know",
      asks(5, 0, { key: verifierKey(`${origin}-2`, logSigning.publicKey) }),
    ],
    [403, "a note by another key", asks(5, 0, { signing: signingKey(seed(9)) })],
    [409, "a smaller tree", asks(6, 6)],
    [409, "a size that it did not see last", asks(11, 5)],
    [409, "another tree of the size that it saw", asks(7, 7, { of: leaves.map((leaf) => leafHash(leaf)) })],
    [422, "a tree that did not grow from it", asks(11, 7, { of: leaves.map((leaf) => leafHash(leaf)) })],
  ])("answers %i to %s, and remembers nothing of it", (status, _, asked) => {
    const desk = witness();
    expect(answerRequest(desk, asks(7, 0)).status).toBe(200);
    const reply = answerRequest(desk, asked);
    expect(reply.status).toBe(status);
    if (status === 409) expect(reply).toMatchObject({ type: "text/x.tlog.size", body: "7\n" });
    expect(lastSeen(desk.folder, origin)?.size).toBe(7);
  });

  test("signs the same size again, with its time", () => {
    const desk = witness();
    answerRequest(desk, asks(7, 0));
    expect(answerRequest(desk, asks(7, 7)).status).toBe(200);
  });

  test("takes one of two servers that run on copies", () => {
    const desk = witness();
    const other = [...leaves.slice(0, 7), ...leaves.slice(7).map((leaf) => leafHash(leaf))];
    expect(answerRequest(desk, asks(7, 0)).status).toBe(200);
    expect(answerRequest(desk, asks(9, 7)).status).toBe(200);
    expect(answerRequest(desk, asks(9, 7, { of: other })).body).toBe("9\n");
    expect(answerRequest(desk, asks(10, 9, { of: other })).status).toBe(422);
  });

  test("signs nothing that it could not keep, nor after its memory was damaged", () => {
    const desk = witness();
    answerRequest(desk, asks(7, 0));
    const [file = ""] = readdirSync(desk.folder);
    writeFileSync(join(desk.folder, file), "{}");
    expect(() => answerRequest(desk, asks(9, 7))).toThrow();
    const nowhere = witness({ folder: "/dev/null/seen" });
    expect(() => answerRequest(nowhere, asks(7, 0))).toThrow();
  });
});

describe("codraft witness", () => {
  test("keeps its key and what it saw over a restart, alone at its folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "codraft-witness-"));
    const policy = join(folder, "policy");
    writeFileSync(policy, `log ${verifierKeyText(logKey)}\nquorum none\n`);
    const start = async (...more: string[]) => {
      const args = ["witness", "--policy", policy, "--keys", join(folder, "keys"), "--listen", "127.0.0.1:0"];
      const child = spawn(process.execPath, [...commandLine, ...args, ...more], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const key = (await lines.next()).value as string | undefined;
      const at = /http\S+/.exec(((await lines.next()).value as string | undefined) ?? "")?.[0] ?? "";
      const ended = once(child, "exit");
      return {
        key,
        ask: (body: string) => fetch(`${at}add-checkpoint`, { method: "POST", body }),
        page: async () => (await fetch(at)).text(),
        ended,
        stop: () => {
          child.kill();
          return ended;
        },
      };
    };
    const nameless = await start();
    expect(await nameless.ended).toEqual([1, null]);
    const first = await start("--name", "witness.example.org/makers");
    expect(readVerifierKey(there(first.key))?.algorithm).toBe(algorithms.cosignature);
    expect((await first.ask(asks(7, 0))).status).toBe(200);
    expect((await (await start()).ended)[0]).toBe(1);
    await first.stop();
    const again = await start();
    expect(again.key).toBe(first.key);
    expect(await (await again.ask(asks(9, 5))).text()).toBe("7\n");
    expect((await again.ask("x".repeat(70_000))).status).toBe(413);
    expect(await again.page()).toContain(`${origin} 7 `);
    // A log that begins later needs no restart.
    const later = verifierKey(`${origin}-2`, signingKey(seed(5)).publicKey);
    writeFileSync(policy, `log ${verifierKeyText(later)}\nquorum none\n`);
    expect((await again.ask(asks(5, 0, { key: later, signing: signingKey(seed(5)) }))).status).toBe(200);
    await again.stop();
    rmSync(folder, { recursive: true });
  });
});
