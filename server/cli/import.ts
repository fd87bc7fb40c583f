import { findRoundByLog } from "~/features/rounds/services/read.server";
import { choicesOf } from "~/features/votes/domain/ballot";
import { importBallots } from "~/features/votes/services/importBallots.server";
import { readBallotFile } from "~/features/votes/services/readBallotFile.server";
import { wholeNumber } from "~/kernel/wholeNumber";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { readInput } from "./input";
import { refuse, refuseInput, refuseLines, say } from "./refuse";
import { wordProblem } from "./wording";

const usage = `Usage: codraft import ROUND FILE.csv

Casts the ballots of a file for the seats of an open round: all of them or none.
ROUND is the name of its log (open-source-ai-round-5) or PROCESS/NUMBER (open-source-ai/5).
FILE has the columns workgroup, voter, component, criterion, choice; "-" is standard input.`;

/** `codraft import`: ballots that were collected elsewhere, through the services people use. */
export async function run(argv: string[]): Promise<number> {
  const [name, file, ...rest] = argv;
  if (name === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (name === undefined || file === undefined || rest.length > 0) return refuse([usage], exitCodes.usage);
  const text = await readInput(file);
  if (!text.ok) return refuseInput(file, text.error);

  return withDeps(async (deps) => {
    const found = await findRoundByLog(deps, logName(name));
    if (!found) return refuse([`there is no opened round ${name}`]);
    const { round } = found;
    const read = await readBallotFile(deps, round, text.value);
    const criteria = [...read.criteria];
    const context = { criteria, hasRoll: true, nothing: "nothing was imported" };
    say(read.warnings.map((warning) => `warning: line ${warning.line}: ${wordProblem(warning, context)}`));
    if (read.problems.length > 0) return refuseLines("", read.problems, context);
    const offered = choicesOf(round);
    const unoffered = read.ballots.flatMap(({ line, voter, choices }) => {
      const said = new Set(Object.values(choices).flatMap((row) => Object.values(row)));
      return [...said].filter((one) => !offered.includes(one)).map((choice) => ({ line, voter, choice }));
    });
    if (unoffered.length > 0) {
      const lines = unoffered.map(
        ({ line, voter, choice }) =>
          `line ${line}: ${voter} says ${choice}, which round ${round.number} did not offer`,
      );
      return refuse([...lines, "nothing was imported."]);
    }
    const ballots = read.ballots.map(({ voter, choices }) => ({ seat: voter, choices }));
    const imported = await importBallots(deps, null, round, ballots);
    if (!imported.ok) return refuse([`${imported.error.code.replaceAll("_", " ")}; nothing was imported.`]);
    const { appended, repeated } = imported.value;
    say([`${appended} ballots cast${repeated > 0 ? `, ${repeated} were there already` : ""}.`]);
    return exitCodes.done;
  });
}

function logName(name: string): string {
  const [slug = "", number = ""] = name.split("/");
  return wholeNumber(number) === null ? name : `${slug}-round-${number}`;
}
