import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { makeWords, useWords, WordsProvider, withNote } from "~/i18n";

const catalog = { common: { save: "Save" }, errors: { lost: "{{count}} lost", lost_one: "One lost" } };

function Saying({ of }: { of: string }) {
  return useWords().say(of);
}

test("Words are noted by the file they are asked of, for one page at a time", () => {
  const all = makeWords("en", catalog);
  const [first, second] = [withNote(all), withNote(all)];
  const drawn = (words: typeof all) =>
    renderToString(
      createElement(WordsProvider, { value: words }, createElement(Saying, { of: "errors:lost" })),
    );
  drawn(first.words);
  expect([...first.asked]).toEqual(["errors"]);
  expect([...second.asked]).toEqual([]);
  expect(second.words.say("save")).toBe("Save");
  expect(second.words.say("errors:lost", { count: 1 })).toBe("One lost");
  expect([...second.asked]).toEqual(["common", "errors"]);
});

test("What asked for words that were not there is drawn again when they come, and nothing else is", () => {
  const words = makeWords("en", { common: catalog.common });
  let drawnAgain = 0;
  const stop = words.onAwaited(() => {
    drawnAgain++;
  });
  words.add({ rules: {} });
  expect(drawnAgain).toBe(0);
  expect(words.say("errors:lost", { count: 1 })).toBe("lost");
  words.add({ votes: {} });
  expect(drawnAgain).toBe(0);
  words.add({ errors: catalog.errors });
  expect(drawnAgain).toBe(1);
  expect(words.say("errors:lost", { count: 1 })).toBe("One lost");
  stop();
});
