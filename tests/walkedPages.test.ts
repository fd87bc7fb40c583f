import { matchRoutes } from "@remix-run/react";
import { expect, test } from "vitest";
import addresses from "~/routes";
import { pagesBySeat } from "./e2e/support/walkedPages";

/** Pages that the walk cannot go to, and why: what leads there is made by the journey that goes there. */
const elsewhere: Readonly<Record<string, string>> = {
  "accounts/sign-in.step.tsx": "signing in",
  "profile/profile.address.tsx": "a link of a mail",
  "workgroups/invitation.tsx": "a link of a mail",
  "notices/unsubscribe.tsx": "a link of a mail",
  "reviews/system.answer.tsx": "a link of a mail",
  "endorsements/endorsement.link.tsx": "a link of a mail",
  "reviews/system.review.tsx": "who reviews a system",
  "plans/manage.plans.seal.tsx": "a form that was filled in",
  "discussion/manage.draft.revisions.tsx": "a clause that was written",
  "results/result.beside.tsx": "a second result, which the demo has not",
  "overview/not-found.tsx": "the walk's own test of it",
};

type Entry = (typeof addresses)[number];
type Route =
  | { id: string; path?: string; index?: false; children?: Route[] }
  | { id: string; path?: string; index: true };
const nameOf = (file: string) => file.replace(/^.*features\//, "").replace("/pages/", "/");
const routeOf = ({ file, path, children = [] }: Entry): Route => {
  const id = nameOf(file);
  if (path === undefined) return { id, index: true };
  return children.length > 0 ? { id, path, children: children.map(routeOf) } : { id, path };
};
const filesOf = (route: Route): string[] => [
  route.id,
  ...(route.index ? [] : (route.children ?? [])).flatMap(filesOf),
];

test("every page is walked at the widths of a phone and a desk, or by a journey of its own", () => {
  const routes = addresses.map(routeOf);
  const ids = {
    leaf: "0".repeat(64),
    rule: "0".repeat(64),
    clause: "a-clause",
    comment: "a-comment",
    thread: "1",
  };
  const walked = new Set(
    Object.values(pagesBySeat)
      .flatMap((pages) => pages(ids))
      .flatMap((path) => matchRoutes(routes, path.split("?")[0] ?? "") ?? [])
      .map(({ route }) => route.id),
  );
  const pages = [...new Set(routes.flatMap(filesOf))].filter((file) => file.endsWith(".tsx"));
  expect(pages.length).toBeGreaterThan(80);
  expect(pages.filter((file) => !walked.has(file)).sort()).toEqual(Object.keys(elsewhere).sort());
});
