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

const halving = `
  export const title = (body: string) => body.slice(0, 80);
  export const start = (name: string) => name.substring(0, 3);
  export const letter = (name?: string) => name?.charAt(0);
`;
const whole = `
  export const day = (at: Date) => at.toISOString().slice(0, 10);
  export const some = (rows: readonly string[]) => rows.slice(0, 10);
  export const rest = (key: string, colon: string) => key.slice(key.indexOf(colon) + 1);
`;

describe("texts that people wrote", { timeout: 240_000 }, () => {
  test("are cut by cut() or shortened(), never within a character", () => {
    expect(cuttings(ofTheProject())).toEqual([]);
  });

  test("are found where they are cut at a number of units", () => {
    expect(cuttings(ofText(halving)).map((place) => place.replace(/^[^ ]* /, ""))).toEqual([
      "body.slice(0, 80)",
      "name.substring(0, 3)",
      "name?.charAt(0)",
    ]);
    expect(cuttings(ofText(whole))).toEqual([]);
  });
});

/** Hashes, ids, dates and other text that machines made of plain letters. */
const madeOfLetters =
  /(?:toISOString\(\)|digest\("\w+"\)|\bsha256Hex\(.*\)|\b(?:\w*[iI]d|sha256|\w*[hH]ash|\w*[rR]oot|leaf|voter|token)|\bvalue)$/;
/** Where texts are read unit by unit, and parts are put together again or looked at. */
const readers = ["app/kernel/text/cut.ts", "app/kernel/text/markdown/shown.ts"];

/** Where a text is cut after a fixed number of units. */
function cuttings({ program, files }: ReturnType<typeof ofText>): string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];
  for (const file of files) {
    const name = relative(projectPath("."), file.fileName);
    const visit = (node: ts.Node) => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const { expression: receiver, name: method } = node.expression;
        const isCutting =
          /^(?:substring|substr|charAt)$/.test(method.text) ||
          (method.text === "slice" && node.arguments.some(isFixed));
        // Asked last: the type of every receiver takes as long as checking the whole application.
        const isText = () => isAnyText(checker.getNonNullableType(checker.getTypeAtLocation(receiver)));
        if (isCutting && !madeOfLetters.test(receiver.getText()) && isText()) {
          const { line } = file.getLineAndCharacterOfPosition(node.getStart());
          found.push(`${name}:${line + 1} ${node.getText().replace(/\s+/g, " ")}`);
        }
      }
      ts.forEachChild(node, visit);
    };
    if (!readers.includes(name)) visit(file);
  }
  return found;
}

/** A number of units that is none of the text's own places: 80, -12, or a constant like them. */
function isFixed(argument: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(argument)) return isFixed(argument.operand);
  if (ts.isNumericLiteral(argument)) return Number(argument.text.replace(/_/g, "")) > 1;
  return ts.isIdentifier(argument) && /^(?:most|longest|edge)/.test(argument.text);
}

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

let project: ReturnType<typeof ofText> | undefined;

function ofTheProject(): ReturnType<typeof ofText> {
  project ??= readProject();
  return project;
}

function readProject(): ReturnType<typeof ofText> {
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
