import { expect, test } from "vitest";
import addresses from "~/routes";
import { withoutSecrets } from "~server/withoutSecrets";

type Entry = { readonly path?: string; readonly children?: readonly Entry[] };

const patternsOf = (entries: readonly Entry[], above = ""): string[] =>
  entries.flatMap(({ path, children = [] }) => {
    const here = path ? `${above}/${path}` : above;
    return [here, ...patternsOf(children, here)];
  });
/** The parts of an address that let in whoever has them. */
const secret = /:(token|ticket)\b\??/;

test("no address that lets in whoever has it stands whole in the log of the server", () => {
  const patterns = patternsOf(addresses as readonly Entry[]).filter((pattern) => secret.test(pattern));
  expect(patterns.length).toBeGreaterThan(4);
  for (const pattern of patterns) {
    const address = pattern.replace(secret, "s3cret").replaceAll(/:(\w+)\??/g, "$1");
    expect([pattern, withoutSecrets(address)]).toEqual([pattern, address.replace("s3cret", "…")]);
  }
});

test("other addresses stand in it as they are", () => {
  for (const path of ["/", "/fr/p/open-source-ai/drafts/1.0", "/sign-in", "/profile", "/p/a/log/checkpoint"])
    expect(withoutSecrets(path)).toBe(path);
});
