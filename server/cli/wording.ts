import type { LineProblem } from "~/kernel/csv/lines";
import { quoted } from "./show";

/** What the words of a problem may refer to. */
export type WordingContext = {
  readonly criteria: readonly string[];
  readonly hasRoll: boolean;
  /** What a refusal leaves undone; "nothing was counted" unless told. */
  readonly nothing?: string;
};

/** One problem as one line of English, without its line number. */
export function wordProblem(problem: LineProblem, context: WordingContext): string {
  const { column = "", value = "", nearest, pair, otherLine, expected, found } = problem;
  const near = nearest === undefined ? "" : ` (nearest: ${quotelessName(nearest)})`;
  switch (problem.code) {
    case "no-header":
      return "the file is empty";
    case "column-missing":
      return `missing column ${value}${near}`;
    case "column-twice":
      return `the column ${value} is there twice`;
    case "quote":
      return "malformed CSV: a quote is misplaced or never closed";
    case "cell-count":
      return `malformed CSV: ${found} columns where the header has ${expected}`;
    case "nul":
      return "contains a NUL byte; is the file UTF-16?";
    case "surrogate":
      return "contains half of a character (a lone surrogate)";
    case "empty":
      return `empty ${column}`;
    case "too-long":
      return `${column} is too long`;
    case "unknown":
      return `unknown ${column} ${quoted(value)}${near || unknownHint(column, context)}`;
    case "address":
      return `${quoted(value)} is no e-mail address`;
    case "link":
      return `${quoted(value)} is no web address (https://…)`;
    case "yes-no":
      return `unknown ${column} ${quoted(value)} (yes or no)`;
    case "number":
      return `${column} ${quoted(value)} is no whole number`;
    case "spelled-otherwise":
      return `${column} ${quoted(value)} differs only in spelling from an earlier one (did you mean ${quoted(nearest ?? "")}?)${seatHint(column, context)}`;
    case "similar":
      return `${column} ${quoted(value)} is close to ${quoted(nearest ?? "")} (line ${otherLine}); they are counted as two`;
    case "run-together":
      return `unknown voter ${quoted(value)}: two seats, ${pair?.map(quotelessName).join(" and ")}?${seatHint("voter", context)}`;
    case "contradiction":
      return `contradicts line ${otherLine}, where the same voter gave the same cell the other choice`;
    case "duplicate":
      return `duplicate ${column === "choice" ? "line" : column}: the same as line ${otherLine}`;
    case "differs":
      return `${column} of voter ${quoted(value)} differs from line ${otherLine}`;
    case "no-rows":
      return "the file has a header and nothing else";
    case "time":
      return "a time cannot be read";
    case "too-large":
      return "too many different voters and components; is a column misplaced?";
    default:
      return problem.code satisfies never;
  }
}

/** A known name, in quotes only where it would not be seen to end. */
function quotelessName(name: string): string {
  return /^[\p{L}\p{N}_-]+$/u.test(name) ? name : quoted(name);
}

function unknownHint(column: string, { criteria }: WordingContext): string {
  switch (column) {
    case "criterion":
      return ` (known: ${criteria.map(quotelessName).join(", ")}; give others with --criteria)`;
    case "choice":
      return " (required, not_necessary or cannot_judge)";
    default:
      return "";
  }
}

/** Without a roll nobody can say which seats there are. */
function seatHint(column: string, { hasRoll }: WordingContext): string {
  return column === "voter" && !hasRoll
    ? " If it really is a seat of its own, list the seats with --roll"
    : "";
}
