import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Where signs stand between what is no words of a language. */
const codes = [
  // The keys of a ballot's cells, as its entry has them.
  "app/features/verification/ui/MyBallots.tsx",
  // A command as it is typed.
  "app/features/results/ui/tabs/VerifyResult.tsx",
  // Numbers of clauses, from left to right.
  "app/features/drafts/ui/ComparedChange.tsx",
  // What fields hold is written as they are read again.
  "app/features/overview/pages/manage.settings.tsx",
  "app/features/representation/pages/manage.representation.tsx",
  // Hours, minutes and seconds.
  "app/features/townhalls/pages/townhall.transcript.tsx",
];

/** A sign that languages write in their own way: Arabic has another comma, French a space before the colon. */
const sign = "[,:;،؛]";
const begins = new RegExp(`^\\s*${sign}(\\s|$)`);
const ends = new RegExp(`${sign}\\s*$`);
const alone = new RegExp(`^\\s*${sign}\\s*$`);
/** What is put together for a machine has no space after its signs. */
const between = new RegExp(`^${sign}\\s+$`);

/** The texts that an expression can come to, where they stand in it: alone, after a condition, or as one of two. */
function said(expression: ts.Expression): string[] {
  if (ts.isStringLiteral(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression)) return said(expression.expression);
  if (ts.isBinaryExpression(expression)) return said(expression.right);
  if (ts.isConditionalExpression(expression))
    return [...said(expression.whenTrue), ...said(expression.whenFalse)];
  return [];
}

/** Where a page puts parts together with such a sign instead of leaving that to its words. */
function joinedIn(source: string, name: string): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const isPage = name.endsWith(".tsx");
  // Elsewhere much is put together for machines and logs: what is said in words is not.
  const says = (span?: ts.TemplateSpan) => /(^|[^\w.])t\(/.test(span?.expression.getText(file) ?? "");
  const note = (node: ts.Node) =>
    found.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
  const look = (node: ts.Node) => {
    if (
      ts.isJsxText(node) &&
      !node.containsOnlyTriviaWhiteSpaces &&
      (begins.test(node.text) || ends.test(node.text))
    )
      note(node);
    if (ts.isJsxExpression(node) && node.expression && said(node.expression).some((text) => alone.test(text)))
      note(node);
    if (ts.isTemplateExpression(node))
      for (const [at, span] of node.templateSpans.slice(0, -1).entries())
        if (between.test(span.literal.text) && (isPage || says(span) || says(node.templateSpans[at + 1])))
          note(span);
    if (isPage && ts.isCallExpression(node) && /[.]join$/.test(node.expression.getText(file))) {
      const [by] = node.arguments;
      if (by && ts.isStringLiteral(by) && between.test(by.text)) note(node);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

test("parts of a page are put together by the words of its language, with its own commas and colons", () => {
  const files = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
    .map((name) => `app/${name.replaceAll("\\", "/")}`)
    .filter((name) => /[.]tsx?$/.test(name) && !codes.includes(name));
  expect(files.length).toBeGreaterThan(300);
  expect(files.flatMap((name) => joinedIn(readFileSync(join(root, name), "utf8"), name))).toEqual([]);
});

test("the test above finds what is put together by signs", () => {
  const find = (jsx: string) => joinedIn(`const one = ${jsx};`, "one.tsx");
  expect(find('<p>{t("a")}: {b}</p>')).not.toEqual([]);
  expect(find("<p><a>x</a>, <b>y</b></p>")).not.toEqual([]);
  expect(find('<p>{a}{", "}{b}</p>')).not.toEqual([]);
  const [one, other] = ["$" + "{a}", "$" + "{b}"];
  expect(find(`<p title={\`${one}: ${other}\`} />`)).not.toEqual([]);
  expect(find('<p>{list.join(", ")}</p>')).not.toEqual([]);
  const said = (code: string) => joinedIn(`const one = ${code};`, "one.ts");
  const called = `$${'{t("b")}'}`;
  expect(said(`\`${one}: ${called}\``)).not.toEqual([]);
  expect(said(`\`${one}: ${other}\``)).toEqual([]);
  expect(find(`<p>{a} · {b} <time dateTime={\`${one}:${other}\`} /></p>`)).toEqual([]);
});
