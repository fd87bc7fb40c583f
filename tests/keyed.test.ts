import { relative } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { projectPath } from "~db/projectFolder";

const wrong = `
  const sums: Record<string, number> = {};
  export const write = (name: string) => { sums[name] = 1; };
  export const read = (name: string) => sums[name];
  export const ask = (name: string) => name in sums;
  export const lay = (more: Record<string, number>) => Object.assign(sums, more);
  export const deep = (rows: Record<string, Record<string, number>> | null, a: string, b: string) => rows?.[a]?.[b];
  export const one = (name: string) => Object.assign({}, { [name]: 1 });
`;
const right = `
  const sums = new Map<string, number>();
  export const write = (name: string) => { sums.set(name, 1); };
  export const spread = (one: Record<string, number>) => ({ ...one });
  export const row = (rows: readonly number[], at: number) => rows[at];
  export const known = (words: { yes: string; no: string }, which: "yes" | "no") => words[which];
  export const chosen = (which: "yes" | "no") => Object.assign({}, { [which]: 1 });
  export const field = (one: Record<string, number>) => one["known"];
`;

// The compiler reads the whole application for it.
describe("names that people chose", { timeout: 240_000 }, () => {
  test("never index an object: its values are read by ownValue and written by put, or stand in a Map", () => {
    expect(indexings(ofTheProject())).toEqual([]);
  });

  test("are found where they index, write into, or are looked for in an object", () => {
    expect(indexings(ofText(wrong)).map((place) => place.replace(/^[^ ]* /, ""))).toEqual([
      "sums[name]",
      "sums[name]",
      "name in sums",
      "Object.assign(sums, more)",
      "rows?.[a]?.[b]",
      "rows?.[a]",
      "Object.assign({}, { [name]: 1 })",
    ]);
    expect(indexings(ofText(right))).toEqual([]);
  });
});

/** Where an object whose names are any text is indexed by one, asked for one, or given those of another object. */
function indexings({ program, files }: { program: ts.Program; files: readonly ts.SourceFile[] }): string[] {
  const checker = program.getTypeChecker();
  const typeOf = (node: ts.Node) => checker.getTypeAtLocation(node);
  const found: string[] = [];
  for (const file of files) {
    const visit = (node: ts.Node) => {
      if (isIndexing(node)) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        const text = node.getText().replace(/\s+/g, " ");
        found.push(`${relative(projectPath("."), file.fileName)}:${line + 1} ${text}`);
      }
      ts.forEachChild(node, visit);
    };
    const givesAnyNames = (node: ts.Expression): boolean =>
      ts.isObjectLiteralExpression(node)
        ? node.properties.some(
            ({ name }) => name && ts.isComputedPropertyName(name) && isAnyText(typeOf(name.expression)),
          )
        : hasAnyNames(checker, typeOf(node));
    const isIndexing = (node: ts.Node): boolean => {
      if (ts.isElementAccessExpression(node))
        return (
          !ts.isLiteralExpression(node.argumentExpression) &&
          isAnyText(typeOf(node.argumentExpression)) &&
          hasAnyNames(checker, typeOf(node.expression))
        );
      if (ts.isBinaryExpression(node))
        return (
          node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
          !ts.isLiteralExpression(node.left) &&
          hasAnyNames(checker, typeOf(node.right))
        );
      return (
        ts.isCallExpression(node) &&
        node.expression.getText() === "Object.assign" &&
        node.arguments.slice(1).some(givesAnyNames)
      );
    };
    visit(file);
  }
  return found;
}

function isAnyText(type: ts.Type): boolean {
  if (type.isUnionOrIntersection()) return type.types.some(isAnyText);
  const loose =
    ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.TypeParameter | ts.TypeFlags.Any;
  return (type.flags & loose) !== 0;
}

function hasAnyNames(checker: ts.TypeChecker, type: ts.Type): boolean {
  const sure = checker.getNonNullableType(type);
  if (sure.isUnion()) return sure.types.some((one) => hasAnyNames(checker, one));
  return checker.getIndexInfoOfType(sure, ts.IndexKind.String) !== undefined;
}

const ourOwn = ["app/", "db/", "server/"];
/** The two functions that index for everybody else. */
const indexer = "app/kernel/keyed.ts";

function ofTheProject() {
  const { config } = ts.readConfigFile(projectPath("tsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, projectPath("."));
  const nameIn = (name: string) => relative(projectPath("."), name);
  const roots = fileNames.filter((name) => !nameIn(name).startsWith("tests/"));
  const program = ts.createProgram(roots, options);
  const files = program.getSourceFiles().filter(({ fileName, isDeclarationFile }) => {
    const name = nameIn(fileName);
    return !isDeclarationFile && ourOwn.some((folder) => name.startsWith(folder)) && name !== indexer;
  });
  return { program, files };
}

function ofText(text: string) {
  const name = projectPath("made-up.ts");
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, strict: true, types: [] };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (asked, target) =>
    asked === name ? ts.createSourceFile(asked, text, target, true) : read(asked, target);
  const program = ts.createProgram([name], options, host);
  return { program, files: [program.getSourceFile(name) as ts.SourceFile] };
}
