import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderSink, folderSource, zipSink } from "~/features/opendata/services/files.server";
import { unzipInto } from "~/features/opendata/services/unzipRecord.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { commandLine } from "~tests/support/commandLine";
import { commented, firstVersion } from "~tests/support/comments";
import { tampered } from "~tests/support/memoryRecord";
import { cast, closed, opened, requires, type Scenario, scenario, there } from "~tests/support/scenario";
import { ownDb, type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const root = mkdtempSync(join(tmpdir(), "codraft-files-"));
const at = (name: string) => join(root, name);

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 1 });
  const round = await opened(s);
  await cast(s, there(s.members.alpha[0]), round, requires("weights"));
  await closed(s, round);
  const { draft } = await firstVersion(s, "All of it.");
  await commented(s, s.organizer, draft, { body: "Separators \u2028 and \u2029 end no line." });
  await writeRecord(s.deps, s.process, folderSink(at("record")));
});
afterAll(async () => {
  await db.close();
  rmSync(root, { recursive: true });
});

const filesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [
        join(entry.parentPath, entry.name).slice(folder.length + 1),
        readFileSync(join(entry.parentPath, entry.name), "utf8"),
      ]),
  );

async function packed(name: string): Promise<string> {
  const sink = await zipSink(at(name));
  await writeRecord(s.deps, s.process, sink);
  await sink.end();
  return at(name);
}

describe("A record as a .zip file", () => {
  test("has what the folder has, and the same bytes each time", async () => {
    const [one, other] = [await packed("one.zip"), await packed("other.zip")];
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
    const unzipped = unzipSync(new Uint8Array(readFileSync(one)));
    const texts = Object.entries(unzipped).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString("utf8"),
    ]);
    expect(Object.fromEntries(texts)).toEqual(filesIn(at("record")));
  });

  test("is unpacked as it was", async () => {
    expect(await unzipInto(await packed("three.zip"), at("unpacked"))).toBeNull();
    expect(filesIn(at("unpacked"))).toEqual(filesIn(at("record")));
  });

  test.each(["../outside.txt", "a/../../outside.txt", "/tmp/outside.txt", "..\\outside.txt/../../x"])(
    "is refused with a file %j that leads out of the folder",
    async (name) => {
      const bad = at("bad.zip");
      writeFileSync(bad, zipSync({ "data/process.jsonl": strToU8("{}"), [name]: strToU8("out") }));
      expect(await unzipInto(bad, join(root, "in", "here"))).toContain("leads out");
      expect(readdirSync(root)).not.toContain("outside.txt");
    },
  );

  test("that cannot be written is an error of whoever asked for it, and nothing else", async () => {
    const sink = await zipSink(at("no-such-folder/record.zip"));
    const file = await sink.file("a.txt");
    await file.write("a");
    await file.end();
    await expect(sink.end()).rejects.toThrow("ENOENT");
    await sink.drop();
  });

  test("takes no file that leads out of its folder", async () => {
    await expect(folderSink(at("inner")).file("drafts/../../../out.md")).rejects.toThrow("leads out");
    expect(await folderSource(at("record")).facts("../one.zip")).toBeNull();
  });

  test("is refused when it is none, with a reason", async () => {
    writeFileSync(at("text.zip"), "this is no archive");
    expect(await unzipInto(at("text.zip"), at("nothing"))).toBe("it is no .zip file");
    writeFileSync(at("cut.zip"), readFileSync(await packed("whole.zip")).subarray(0, -100));
    expect(await unzipInto(at("cut.zip"), at("nothing"))).toMatch(/no .zip file|cannot be/);
  });

  /** The record with other files, packed by another program. */
  async function changed(change: (files: Zippable) => void): Promise<string> {
    const files: Zippable = unzipSync(new Uint8Array(readFileSync(await packed("plain.zip"))));
    change(files);
    writeFileSync(at("changed.zip"), zipSync(files));
    return at("changed.zip");
  }
  const refusedAs = async (path: string) => {
    const folder = mkdtempSync(join(root, "refused-"));
    const said = await unzipInto(path, folder);
    return {
      said,
      unpacked: readdirSync(folder, { recursive: true }).filter((name) => name !== "manifest.json"),
    };
  };

  test("is refused with a file that its manifest does not list, before any other is unpacked", async () => {
    const path = await changed((files) => {
      files["drafts/other.md"] = strToU8("Another text.");
    });
    expect(await refusedAs(path)).toEqual({
      said: "drafts/other.md is not listed in manifest.json",
      unpacked: [],
    });
  });

  test("is refused with a link", async () => {
    const path = await changed((files) => {
      files["data/link"] = [strToU8("/etc/passwd"), { os: 3, attrs: 0o120777 << 16 }];
    });
    expect(await refusedAs(path)).toEqual({ said: "data/link is a link", unpacked: [] });
  });

  test("is refused with a file of zeros that shrinks to nothing, before it is unpacked", async () => {
    const path = await changed((files) => {
      files["data/comments.jsonl"] = [new Uint8Array(64 * 1024 ** 2), { level: 9 }];
    });
    expect(await refusedAs(path)).toEqual({ said: "data/comments.jsonl is too large", unpacked: [] });
  });

  test("is refused where a file is larger than its directory and manifest say, once it is", async () => {
    const honest = readFileSync(await packed("honest.zip"));
    const manifest = JSON.parse(readFileSync(join(at("record"), "manifest.json"), "utf8"));
    const size = manifest.files["data/comments.jsonl"].bytes;
    // A larger text under the same name, with the size of the one that the manifest lists.
    const files = unzipSync(new Uint8Array(honest));
    const larger = Buffer.from(
      zipSync({
        ...files,
        "data/comments.jsonl": new Uint8Array(Buffer.from("x".repeat(size) + "y".repeat(5000))),
      }),
    );
    const entry = larger.lastIndexOf("data/comments.jsonl") - 46;
    larger.writeUInt32LE(size, entry + 24);
    writeFileSync(at("larger.zip"), larger);
    const { said } = await refusedAs(at("larger.zip"));
    expect(said).toBe("data/comments.jsonl is larger than it says");
  });

  test("that was unpacked is not read through links", async () => {
    const folder = mkdtempSync(join(root, "links-"));
    symlinkSync(join(at("record"), "manifest.json"), join(folder, "manifest.json"));
    symlinkSync(join(at("record"), "data"), join(folder, "data"));
    expect(folderSource(folder).lines("manifest.json")).toBeNull();
    expect(await folderSource(folder).facts("data/people.jsonl")).toBeNull();
  });

  test("has its lines end with a line feed alone", async () => {
    const lines: string[] = [];
    for await (const line of there(folderSource(at("record")).lines("data/comments.jsonl"))) lines.push(line);
    expect(lines.map((line) => JSON.parse(line).body)).toEqual(["Separators \u2028 and \u2029 end no line."]);
  });
});

describe("On the command line", () => {
  /** On the embedded database of a folder, unless there is an address of another. */
  const codraft = (on: { folder: string; url?: string }, ...args: string[]) =>
    new Promise<{ code: number | null; err: string }>((done, failed) => {
      const env = { ...process.env, DATA_DIR: at(on.folder), DATABASE_URL: on.url };
      const child = spawn(process.execPath, [...commandLine, ...args], { env });
      let err = "";
      child.stderr.on("data", (chunk) => {
        err += chunk;
      });
      child.on("error", failed);
      child.on("close", (code) => done({ code, err }));
    });

  test("a record is loaded into an empty instance and written again, the same", async () => {
    const zip = await packed("four.zip");
    expect(await codraft({ folder: "data" }, "import-process", zip, "--check")).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /could be loaded.*Nothing was stored.* 1 rounds\n.*entries, signed by nobody/su,
      ),
    });
    expect(await codraft({ folder: "data" }, "import-process", zip)).toMatchObject({
      code: 0,
      err: expect.stringMatching(/verified.*entries, signed by nobody.*1 ballot logs closed as/su),
    });
    expect(await codraft({ folder: "data" }, "export", s.process.slug, at("again.zip"))).toMatchObject({
      code: 0,
    });
    expect(readFileSync(at("again.zip")).equals(readFileSync(zip))).toBe(true);
  });

  test("what is wrong with a record is said with file and line", async () => {
    const { url, close } = await ownDb();
    const empty = { folder: "empty", url };
    const torn = tampered(new Map(Object.entries(filesIn(at("record")))), "data/criteria.jsonl", (text) =>
      text.replace("\n", "\nnonsense\n"),
    );
    for (const [name, text] of torn) {
      const file = await folderSink(at("torn")).file(name);
      await file.write(text);
      await file.end();
    }
    expect(await codraft(empty, "import-process", at("torn"))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/data\/criteria\.jsonl line 2: .*\nnothing was imported\./),
    });
    expect(await codraft(empty, "import-process", at("nowhere"))).toMatchObject({ code: 1 });
    expect(
      await codraft(empty, "import-process", at("record"), "--organizer", "nobody@example.org"),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining("nobody@example.org"),
    });
    expect(await codraft(empty, "import-process")).toMatchObject({ code: 2 });
    await close();
  });
});
