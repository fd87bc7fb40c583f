import { describe, expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";
import { searchKinds } from "~/kernel/text/searchConfigs";
import { streams } from "~/platform/feeds";
import { auditNames } from "~/registries/audit";
import { feeds, feedsOfOne } from "~/registries/feed.server";
import { noticeNames } from "~/registries/notices";
import { published, recordTables } from "~/registries/record.server";
import { searchSources } from "~/registries/search.server";
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
    "has words in %s for everything that is logged, and for all that people are told",
    (lng) => {
      const words = loadTranslations();
      const keys = [
        ...[...auditNames].map((name) => `overview:audit.${name}`),
        ...noticeNames.map((name) => `notices:sentence.${name}`),
      ];
      expect(keys.filter((key) => !words.exists(key, { lng, fallbackLng: [], count: 2 }))).toEqual([]);
      expect(auditNames.size).toBeGreaterThan(noticeNames.length);
    },
  );
});
