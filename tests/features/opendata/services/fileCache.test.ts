import { existsSync, readdirSync, rmSync } from "node:fs";
import { type FileHandle, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { fileCache } from "~/features/opendata/services/fileCache.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { keptFile } from "~/http/api.server";
import { minutes, testClock } from "~tests/support/testDeps";

/** A keeper with a clock, and the paths of what it made so far. */
function keeper() {
  const clock = testClock();
  const paths: string[] = [];
  const files = fileCache();
  const make = async (path: string) => {
    paths.push(path);
    await writeFile(path, `made ${paths.length}`);
  };
  const deps = { now: clock.now, newId: () => crypto.randomUUID() };
  const read = async (process: ProcessRow) => {
    const { file } = await files.open(deps, { process, name: "a.csv", keptFor: minutes(10), make });
    try {
      return await file.readFile("utf8");
    } finally {
      await file.close();
    }
  };
  return { clock, files, paths, deps, read, make };
}

const process = (version: number, embargoUntil: Date | null = null) =>
  ({ id: "a-process", version, embargoUntil }) as ProcessRow;

describe("A file of what is public", () => {
  test("is made once, however many ask at a time, until it is too old", async () => {
    const { clock, paths, read } = keeper();
    expect(await Promise.all([read(process(1)), read(process(1)), read(process(1))])).toEqual(
      Array(3).fill("made 1"),
    );
    clock.forward(minutes(9));
    expect(await read(process(1))).toBe("made 1");
    clock.forward(minutes(1));
    expect(await read(process(1))).toBe("made 2");
    expect(paths.filter(existsSync)).toEqual([paths[1]]);
  });

  test("is made anew after every change of its process, and the older one is deleted", async () => {
    const { paths, read } = keeper();
    expect(await read(process(1))).toBe("made 1");
    expect(await read(process(2))).toBe("made 2");
    expect(readdirSync(dirname(paths[0] as string))).toHaveLength(1);
  });

  test("is made anew once an embargo is over", async () => {
    const { clock, read } = keeper();
    const until = new Date(clock.now().getTime() + minutes(5));
    expect(await read(process(1, until))).toBe("made 1");
    clock.forward(minutes(4));
    expect(await read(process(1, until))).toBe("made 1");
    clock.forward(minutes(1));
    expect(await read(process(1, until))).toBe("made 2");
  });

  test("is made anew when somebody cleaned the temporary directory", async () => {
    const { paths, read } = keeper();
    await read(process(1));
    rmSync(dirname(paths[0] as string), { recursive: true });
    expect(await read(process(1))).toBe("made 2");
  });

  test("is asked for again when it could not be made", async () => {
    const { files, deps, paths, read } = keeper();
    const make = async (path: string) => {
      await writeFile(path, "half");
      paths.push(path);
      throw new Error("no space");
    };
    const asked = { process: process(1), name: "a.csv", keptFor: minutes(10), make };
    await expect(files.open(deps, asked)).rejects.toThrow("no space");
    expect(existsSync(paths[0] as string)).toBe(false);
    expect(await read(process(1))).toBe("made 2");
  });

  test("is gone when the server stops", async () => {
    const { files, paths, read } = keeper();
    await read(process(1));
    await files.close();
    expect(existsSync(dirname(paths[0] as string))).toBe(false);
  });

  test("is forgotten with its process", async () => {
    const { files, paths, read } = keeper();
    await read(process(1));
    await files.forget(process(1));
    expect(paths.filter(existsSync)).toEqual([]);
  });
});

describe("The answer with such a file", () => {
  const answered = async (method: string, more: { ready?: boolean; known?: string } = {}) => {
    const { files, deps, make } = keeper();
    const opened = await files.open(deps, { process: process(1), name: "a.csv", keptFor: 1, make });
    const request = new Request("https://codraft.example/a.csv", {
      method,
      headers: more.known ? { "If-None-Match": more.known } : {},
    });
    const response = await keptFile({ request, ready: async () => more.ready ?? true }, opened, {
      type: "text/csv",
      of: null,
    });
    return { response, file: opened.file };
  };

  test("has its bytes, and closes it when they are sent", async () => {
    const { response, file } = await answered("GET");
    expect(response.headers.get("Content-Length")).toBe("6");
    expect(file.fd).toBeGreaterThan(0);
    expect(await response.text()).toBe("made 1");
    expect(file.fd).toBe(-1);
  });

  test.each([
    ["to HEAD", "HEAD", {}, 200],
    ["to whoever has it already", "GET", { known: "*" }, 304],
  ])("%s has nothing in it, and leaves nothing open", async (_, method, more, status) => {
    const { response, file } = await answered(method, more);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe("");
    expect(response.headers.get("ETag")).toMatch(/^".{27}"$/);
    expect(file.fd).toBe(-1);
  });

  test("ends with the reader", async () => {
    const gone = await answered("GET", { ready: false });
    expect(await gone.response.text()).toBe("");
    expect(gone.file.fd).toBe(-1);
    const cancelled = await answered("GET");
    await cancelled.response.body?.cancel();
    expect(cancelled.file.fd).toBe(-1);
  });
});

test("A file that is read is not kept in memory before anybody asks for it", async () => {
  const { files, deps, make, paths } = keeper();
  const opened = await files.open(deps, { process: process(1), name: "a.csv", keptFor: 1, make });
  let asked = 0;
  const ready = async () => {
    asked++;
    return true;
  };
  const request = new Request("https://codraft.example/a.csv");
  const { body } = await keptFile({ request, ready }, opened, { type: "text/csv", of: null });
  expect(asked).toBe(0);
  await body?.cancel();
  expect(await readFile(paths[0] as string, "utf8")).toBe("made 1");
});

describe("A file that is named by what it is made of", () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const keeping = (mostBytes?: number) => {
    const files = fileCache(mostBytes === undefined ? {} : { mostBytes });
    let made = 0;
    const making = (hash: string, text = hash) => ({
      kind: "ballots.csv",
      hash,
      make: async () => {
        made += 1;
        return bytesOf(text);
      },
    });
    const read = async ({ file }: { file: FileHandle }) => {
      try {
        return await file.readFile("utf8");
      } finally {
        await file.close();
      }
    };
    return { files, making, read, made: () => made };
  };

  test("is made once for all who ask, and never again", async () => {
    const { files, making, read, made } = keeping();
    const all = Array.from({ length: 300 }, async () => read(await files.made(making("a"))));
    expect(new Set(await Promise.all(all))).toEqual(new Set(["a"]));
    expect(await read(await files.made(making("a")))).toBe("a");
    expect(made()).toBe(1);
    await files.close();
  });

  test("goes when room is needed, the one that was asked for longest ago first", async () => {
    const { files, making, read, made } = keeping(10);
    for (const hash of ["a", "b"]) await read(await files.made(making(hash, "four")));
    await read(await files.made(making("a", "four")));
    await read(await files.made(making("c", "four")));
    expect(made()).toBe(3);
    await expect.poll(async () => read(await files.made(making("a", "four")))).toBe("four");
    expect(made()).toBe(3);
    await read(await files.made(making("b", "four")));
    expect(made()).toBe(4);
    await files.close();
  });

  test("is made by who holds a transaction without waiting for anybody else who makes it", async () => {
    const { files, making, read } = keeping();
    let open: ((made: Uint8Array) => void) | undefined;
    const make = () => new Promise<Uint8Array>((resolve) => (open = resolve));
    const waiting = files.made({ ...making("a"), make });
    expect(await read(await files.madeAlone(making("a")))).toBe("a");
    await expect.poll(() => open).toBeDefined();
    open?.(bytesOf("a"));
    expect(await read(await waiting)).toBe("a");
    await files.close();
  });

  test("that could not be made is made for who asks next", async () => {
    const { files, making, read } = keeping();
    const make = () => Promise.reject(new Error("the database is away"));
    await expect(files.made({ ...making("a"), make })).rejects.toThrow("away");
    expect(await read(await files.made(making("a")))).toBe("a");
    await files.close();
  });
});
