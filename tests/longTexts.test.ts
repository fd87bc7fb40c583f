import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => `app/${name}`);

type Element = {
  readonly file: string;
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
};

/** The elements of a file's JSX, with their attributes as they are written. */
function elementsOf(file: string): Element[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Element[] = [];
  const look = (node: ts.Node) => {
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
      const attributes = node.attributes.properties.flatMap((one) =>
        ts.isJsxAttribute(one) ? [[one.name.getText(), one.initializer?.getText() ?? ""] as const] : [],
      );
      found.push({ file, tag: node.tagName.getText(), attributes: new Map(attributes) });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}
const elements = files.flatMap(elementsOf);
const places = (wanted: (one: Element) => boolean) => [
  ...new Set(elements.filter(wanted).map(({ file }) => file)),
];

test("every field of more than a line keeps what is typed into it", () => {
  const bare = places(({ tag, attributes }) => tag === "textarea" && !attributes.has("readOnly"));
  expect(bare.sort()).toEqual([
    // Keys and receipts that a file is held against in the browser: pasted from elsewhere, and sent nowhere.
    "app/features/verification/ui/BroughtFields.tsx",
    "app/ui/forms/forms.tsx",
  ]);
  expect(elements.filter(({ tag }) => tag === "LongText").length).toBeGreaterThan(50);
});

test("every form that stores something is one that keeps its words, but for those that have none", () => {
  const isForm = ({ tag }: Element) => /(^|[.])form$/i.test(tag);
  const posting = places((one) => isForm(one) && !/^"get"$|^$/.test(one.attributes.get("method") ?? ""));
  expect(posting.sort()).toEqual([
    // Keeps and sends each row by itself.
    "app/features/reviews/ui/ReviewRow.tsx",
    // The choice of a language.
    "app/ui/frame/shell/Account.tsx",
  ]);
});
