import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderSink, folderSource, unzipInto, zipSink } from "~/features/opendata/services/files.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { commandLine } from "~tests/support/commandLine";
import { commented, firstVersion } from "~tests/support/comments";
import { tampered } from "~tests/support/memoryRecord";
import { cast, closed, opened, requires, type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
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

  test("is refused when it is none", async () => {
    writeFileSync(at("text.zip"), "this is no archive");
    await unzipInto(at("text.zip"), at("nothing"));
    expect(folderSource(at("nothing")).lines("manifest.json")).toBeNull();
  });

  test("has its lines end with a line feed alone", async () => {
    const lines: string[] = [];
    for await (const line of there(folderSource(at("record")).lines("data/comments.jsonl"))) lines.push(line);
    expect(lines.map((line) => JSON.parse(line).body)).toEqual(["Separators \u2028 and \u2029 end no line."]);
  });
});

describe("On the command line", () => {
  const codraft = (dataDir: string, ...args: string[]) =>
    new Promise<{ code: number | null; err: string }>((done, failed) => {
      const env = { ...process.env, DATA_DIR: at(dataDir), DATABASE_URL: undefined };
      const child = spawn(process.execPath, [...commandLine, ...args], { env });
      let err = "";
      child.stderr.on("data", (chunk) => {
        err += chunk;
      });
      child.on("error", failed);
      child.on("close", (code) => done({ code, err }));
    });

  test("a record is loaded into an empty instance and written again, the same", {
    timeout: 60_000,
  }, async () => {
    const zip = await packed("four.zip");
    expect(await codraft("data", "import-process", zip)).toMatchObject({
      code: 0,
      err: expect.stringContaining("verified"),
    });
    expect(await codraft("data", "export", s.process.slug, at("again.zip"))).toMatchObject({ code: 0 });
    expect(readFileSync(at("again.zip")).equals(readFileSync(zip))).toBe(true);
    const twice = await codraft("data", "import-process", at("record"));
    expect(twice).toMatchObject({ code: 1, err: expect.stringContaining("here already") });
  });

  test("what is wrong with a record is said with file and line", { timeout: 60_000 }, async () => {
    const torn = tampered(new Map(Object.entries(filesIn(at("record")))), "data/criteria.jsonl", (text) =>
      text.replace("\n", "\nnonsense\n"),
    );
    for (const [name, text] of torn) {
      const file = await folderSink(at("torn")).file(name);
      await file.write(text);
      await file.end();
    }
    expect(await codraft("empty", "import-process", at("torn"))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/data\/criteria\.jsonl line 2: .*\nnothing was imported\./),
    });
    expect(await codraft("empty", "import-process", at("nowhere"))).toMatchObject({ code: 1 });
    expect(
      await codraft("empty", "import-process", at("record"), "--organizer", "nobody@example.org"),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining("nobody@example.org"),
    });
    expect(await codraft("empty", "import-process")).toMatchObject({ code: 2 });
  });
});
