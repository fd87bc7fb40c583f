import { expect, test } from "vitest";
import { refusedKey } from "~/ui/forms/problem";

/** Where a code is said that is not the answer to a form: of a page, of what is not open, of what did not begin by itself. */
const elsewhere = [
  "approvals/ui/approval/TakePart.tsx",
  "plans/pages/manage.plans.seal.tsx",
  "rounds/ui/Scheduled.tsx",
  "townhalls/ui/townhall/LinkState.tsx",
  "ui/forms/ActPage.tsx",
  "ui/frame/ErrorPage.tsx",
];

const sources = import.meta.glob<string>("../../../app/**/*.tsx", {
  eager: true,
  query: "?raw",
  import: "default",
});

test("A form whose matter has ended meanwhile is not told that its page does not exist", () => {
  expect(refusedKey("not_found")).toBe("errors:answer.gone");
  expect(refusedKey("meeting_over")).toBe("errors:code.meeting_over");
});

test("Whatever shows why a form was refused says it by that", () => {
  const own = Object.entries(sources).flatMap(([path, source]) =>
    /`errors:code\.\$/.test(source) && !elsewhere.some((one) => path.endsWith(one)) ? [path] : [],
  );
  expect(own).toEqual([]);
});
