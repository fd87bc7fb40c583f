import { describe, expect, test } from "vitest";
import {
  type Editor,
  EditorsOfNodes,
  goneAfter,
  heldBy,
  othersHere,
} from "~/features/drafts/domain/presence";

const editor = (person: string, clause: string, since: number, took: number | null = null): Editor => ({
  window: `window of ${person} ${since}`,
  person,
  name: person.toUpperCase(),
  clause,
  since,
  took,
});

describe("A clause", () => {
  const ana = editor("ana", "one", 10);
  const bo = editor("bo", "one", 20);

  test("is held by whoever came first, until somebody takes it over", () => {
    expect(heldBy([bo, ana], "one", "bo")?.person).toBe("ana");
    expect(heldBy([bo, ana], "one", "ana")).toBeNull();
    const taken = [ana, { ...bo, took: 30 }];
    expect(heldBy(taken, "one", "ana")?.person).toBe("bo");
    expect(heldBy(taken, "one", "bo")).toBeNull();
    expect(
      heldBy(
        [
          { ...ana, took: 40 },
          { ...bo, took: 30 },
        ],
        "one",
        "bo",
      )?.person,
    ).toBe("ana");
  });

  test("is free where nobody is, or only another window of the same person", () => {
    expect(heldBy([ana], "two", "bo")).toBeNull();
    expect(heldBy([ana, editor("ana", "one", 5)], "one", "ana")).toBeNull();
  });
});

test("Others are named once, however many windows they have, and oneself is not", () => {
  const editors = [editor("ana", "one", 1), editor("bo", "one", 2), editor("bo", "two", 3)];
  expect(othersHere(editors, "ana").map(({ person }) => person)).toEqual(["bo"]);
});

test("What nodes say stands in place of what they said, and is forgotten when they say nothing more", () => {
  const nodes = new EditorsOfNodes();
  nodes.hear("draft", "a", [editor("ana", "one", 1)], 0);
  nodes.hear("draft", "b", [editor("bo", "one", 2)], 0);
  nodes.hear("draft", "a", [editor("ana", "two", 3)], 10);
  expect(nodes.in("draft", 10).map(({ clause }) => clause)).toEqual(["two", "one"]);
  expect(nodes.in("other", 10)).toEqual([]);
  expect(nodes.in("draft", goneAfter).map(({ person }) => person)).toEqual(["ana"]);
  nodes.hear("draft", "a", [], 20);
  nodes.hear("draft", "b", [], 20);
  expect(nodes.in("draft", 20)).toEqual([]);
});
