import { describe, expect, test, vi } from "vitest";
import { admission, type Leave } from "~server/admission";

const bounds = { atOnce: 2, waiting: 20, ofNetwork: 10, ofOne: 4, longest: 60_000 };

/** Somebody at the door: notes when they are let in, and stays until told. */
function door(own: Partial<typeof bounds> = {}) {
  const entered: string[] = [];
  const stays = new Map<string, Leave>();
  const { enter, size } = admission({ ...bounds, ...own });
  const come = async (network: string, who = network, name = who) => {
    const leave = await enter(network, who);
    if (!leave) return "turned away";
    entered.push(name);
    stays.set(name, leave);
    return "let in";
  };
  const leave = async (name: string) => {
    stays.get(name)?.();
    await Promise.resolve();
  };
  return { come, leave, size, entered: entered };
}

describe("What is worked on at once", () => {
  test("is bounded, and who waits comes in as others leave", async () => {
    const { come, leave, size, entered } = door();
    await Promise.all([come("a"), come("b")]);
    const third = come("c");
    expect(size()).toEqual({ inside: 2, waiting: 1 });
    await leave("a");
    expect(await third).toBe("let in");
    expect(entered).toEqual(["a", "b", "c"]);
    await leave("a");
    expect(size()).toEqual({ inside: 2, waiting: 0 });
  });

  test("goes by turns: a network with many requests does not stand before another with one", async () => {
    const { come, leave, entered } = door({ atOnce: 1 });
    await come("busy", "x", "busy 0");
    const all = [1, 2, 3].map((n) => come("busy", "x", `busy ${n}`));
    all.push(come("quiet", "y", "quiet"));
    for (const name of ["busy 0", "busy 1", "quiet", "busy 2", "busy 3"]) {
      await vi.waitFor(() => expect(entered).toContain(name));
      await leave(name);
    }
    expect(await Promise.all(all)).toEqual(Array(4).fill("let in"));
    expect(entered).toEqual(["busy 0", "busy 1", "quiet", "busy 2", "busy 3"]);
  });

  test("goes by turns among the people behind one address too", async () => {
    const { come, leave, entered } = door({ atOnce: 1 });
    await come("hall", "one", "one 0");
    const all = [come("hall", "one", "one 1"), come("hall", "one", "one 2"), come("hall", "two", "two 1")];
    for (const name of ["one 0", "one 1", "two 1", "one 2"]) {
      await vi.waitFor(() => expect(entered).toContain(name));
      await leave(name);
    }
    await Promise.all(all);
    expect(entered).toEqual(["one 0", "one 1", "two 1", "one 2"]);
  });

  test("turns away at once what would wait too long: of one who asks, of a network, of all", async () => {
    const { come, size } = door();
    await Promise.all([come("inside"), come("inside")]);
    const own = Array.from({ length: 5 }, () => come("a", "same"));
    expect(await own[4]).toBe("turned away");
    const network = Array.from({ length: 7 }, (_, n) => come("a", `person ${n}`));
    expect(await network[6]).toBe("turned away");
    const others = Array.from({ length: 11 }, (_, n) => come(`network ${n}`));
    expect(await others[10]).toBe("turned away");
    expect(size()).toEqual({ inside: 2, waiting: 20 });
  });

  test("lets nobody wait for longer than is said", async () => {
    const { come, size, leave } = door({ longest: 1 });
    await Promise.all([come("a"), come("b")]);
    expect(await come("c")).toBe("turned away");
    expect(size()).toEqual({ inside: 2, waiting: 0 });
    await leave("a");
    expect(await come("d")).toBe("let in");
  });
});
