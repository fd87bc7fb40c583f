import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const sources = ["app", "server"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

/** What asks a table by its state alone for rounds, or their logs, that are open or closed. */
const byStateAlone =
  /\beq\((?:rounds|ballotLogs)\.state, "(?:open|closed)"\)|\br\.state (?:=|in) ?\(?(?:'draft', )?'(?:open|closed)'|\$\{rounds\.state\} (?:=|<>|in)/g;

/** Where a round that was declared void is meant like any other, and why. */
const meant: Readonly<Record<string, string>> = {
  "app/features/approvals/registrations/todos.server.ts": "whoever runs an approval ends it, void or not",
  "app/features/votes/registrations/todos.server.ts": "whoever runs a round closes it, void or not",
  "app/features/comments/registrations/record.server.ts":
    "objections that were published stand in the record",
  "app/features/plans/services/revealPlan.server.ts":
    "ballots that a plan keeps back are kept back, whatever became of their round",
  "app/features/rounds/services/anchors/anchorLogs.server.ts": "a log is anchored until it is closed",
  "app/features/rounds/services/closeRound.server.ts": "a log is closed at its deadline, void or not",
  "app/features/rounds/services/publication.server.ts":
    "what may be read of a log does not hang on whether it counts",
  "app/features/rounds/services/roll.server.ts": "a seat can be left as long as the log takes entries",
  "app/features/rounds/services/roundViews.server.ts": "lists of rounds have the void ones, and say so",
};

test("A statement that looks for open or closed rounds says whether it means those that were declared void", () => {
  const found = sources.filter(
    (name) => (readFileSync(join(root, name), "utf8").match(byStateAlone) ?? []).length > 0,
  );
  expect(found.sort()).toEqual(Object.keys(meant).sort());
});

test("the test above finds what looks by the state alone", () => {
  const alone = [
    'and(eq(rounds.processId, id), eq(rounds.state, "open"))',
    'eq(ballotLogs.state, "closed")',
    "where r.kind = 'approval' and r.state = 'open'",
    "r.state in ('draft', 'open')",
    `sql\`${"$"}{rounds.state} <> 'closed'\``,
  ];
  expect(alone.filter((one) => one.match(byStateAlone) === null)).toEqual([]);
  expect('and(roundIs("open"), eq(reviews.state, "confirmed"))'.match(byStateAlone)).toBeNull();
});
