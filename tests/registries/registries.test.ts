import { describe, expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";
import { searchKinds } from "~/kernel/text/searchConfigs";
import { streams } from "~/platform/feeds";
import { auditNames } from "~/registries/audit";
import { feeds, feedsOfOne } from "~/registries/feed.server";
import { noticeNames } from "~/registries/notices";
import { published, recordTables } from "~/registries/record.server";
import { searchSources } from "~/registries/search.server";
import { todoSources } from "~/registries/todos.server";
import { loadTranslations } from "~server/translations";

describe("What features register", () => {
  test("has one feed for each name on the page that lists them, in its order", () => {
    expect(feeds.map(({ name }) => name)).toEqual([...streams]);
    expect(new Set(feedsOfOne.map(({ name }) => name)).size).toBe(feedsOfOne.length);
  });

  test("has one source for each kind of text that can be searched", () => {
    const kinds = searchSources.flatMap(({ paths }) => Object.keys(paths));
    expect(kinds.toSorted()).toEqual([...searchKinds].sort());
  });

  test("has the tables of the record in the order in which they were published", () => {
    expect(recordTables.map(({ name }) => name).slice(0, published.length)).toEqual(published);
  });

  test.each(languages)(
    "has words in %s for everything that is logged, all that people are told, and all that waits for them",
    (lng) => {
      const words = loadTranslations();
      const todos = [...todoSources.values()].flat().flatMap(({ kinds }) => Object.values(kinds));
      const keys = [
        ...todos.flatMap((kind) => ["title", "why", "act"].map((part) => `notices:todo.${kind}.${part}`)),
        ...[...auditNames].map((name) => `overview:audit.${name}`),
        ...noticeNames.map((name) => `notices:sentence.${name}`),
      ];
      expect(keys.filter((key) => !words.exists(key, { lng, fallbackLng: [], count: 2 }))).toEqual([]);
      expect(new Set(todos).size).toBe(todos.length);
      expect(auditNames.size).toBeGreaterThan(noticeNames.length);
    },
  );
});
