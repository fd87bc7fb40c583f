import type { BadLines, LineProblem } from "~/kernel/csv/lines";
import { exitCodes } from "./exitCodes";
import type { InputError } from "./input";
import { printable } from "./show";
import { type WordingContext, wordProblem } from "./wording";

/** How commands say no: on stderr, every bad line by its number, and an exit code. */

export function refuseList(file = "", error: BadLines | InputError, context: WordingContext): number {
  return error.code === "bad_lines" ? refuseLines(file, error.problems, context) : refuseInput(file, error);
}

export function refuseLines(file: string, problems: readonly LineProblem[], context: WordingContext): number {
  const worded = problems.map((problem) => ({ line: problem.line, message: wordProblem(problem, context) }));
  return refuseMessages(file, worded, context.nothing);
}

export function refuseInput(file: string, { line, message }: InputError): number {
  return line === undefined
    ? refuse([`${printable(file)}: ${message}`])
    : refuseMessages(file, [{ line, message }]);
}

function refuseMessages(
  file: string,
  worded: readonly { line: number; message: string }[],
  nothing = "nothing was counted",
): number {
  const place = file === "" ? "" : `${printable(file)} `;
  const lines = new Set(worded.map(({ line }) => line)).size;
  return refuse([
    ...worded.map(({ line, message }) => `${place}line ${line}: ${message}`),
    `${lines} bad ${lines === 1 ? "line" : "lines"}; ${nothing}.`,
  ]);
}

export function refuse(messages: readonly string[], exitCode: number = exitCodes.refused): number {
  say(messages);
  return exitCode;
}

/** Why a command that needs the keys of record logs does nothing where another process has them. */
export const notBesideASigner =
  'SIGNER names another process that has the keys. Stop it, and run this with its keys in CODRAFT_KEYS and without SIGNER (docs/operations.md, "A signer apart").';

export function say(messages: readonly string[]): void {
  if (messages.length > 0) process.stderr.write(`${messages.join("\n")}\n`);
}
