import { describe, expect, test } from "vitest";
import { searchKinds } from "~/kernel/text/searchConfigs";
import { streams } from "~/platform/feeds";
import { feeds, feedsOfOne } from "~/registries/feed.server";
import { published, recordTables } from "~/registries/record.server";
import { searchSources } from "~/registries/search.server";

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
});
