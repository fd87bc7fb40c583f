import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultText } from "~/features/results/domain/resultDocument";
import { type BallotBox, type BoxVoter, cell } from "~/features/rules/domain/ballotBox";
import { writeCsv } from "~/kernel/csv/write";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import { ownValue, put } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { collectBallots } from "./collectBallots.server";
import { writeReport } from "./report.server";
import { type CompilationRow, type ResultNames, resultNames } from "./resultPage.server";

export const resultFileNames = [
  "ballots.csv",
  "ballots.json",
  "roll.csv",
  "components.csv",
  "workgroups.csv",
  "rule.json",
  "result.json",
  "report.md",
] as const;

export type ResultFile = { readonly type: string; readonly body: string };

/**
 * One of a result's files, made from the logs at the moment it is asked for: what can be
 * downloaded is what was counted. Null for a name that does not exist.
 */
export async function resultFile(
  deps: Deps,
  process: ProcessRow,
  compilation: CompilationRow,
  name: string,
  language: Language,
): Promise<ResultFile | null> {
  const { rule, result } = compilation;
  if (name === "rule.json") {
    return { type: "application/json", body: canonicalJson(rule as unknown as CanonicalValue) };
  }
  if (name === "result.json") return { type: "application/json", body: resultText(result) };
  const names = await resultNames(deps, process, language);
  if (name === "report.md") {
    const body = writeReport(deps.translator(language), {
      result,
      names,
      title: localize(compilation.title, language).text,
      resultHash: compilation.resultHash,
      address: `${deps.settings.origin}/p/${process.slug}/results/${compilation.number}`,
    });
    return { type: "text/markdown", body };
  }
  const collected = await collectBallots(deps.db, process.id, compilation.roundIds);
  if (!collected.ok) return null;
  const { box, leaves, roll } = collected.value;
  switch (name) {
    case "ballots.csv":
      return { type: "text/csv", body: ballotsCsv(box, names) };
    case "ballots.json":
      return { type: "application/json", body: ballotsJson(box, leaves, compilation) };
    case "roll.csv":
      return { type: "text/csv", body: rollCsv(box, roll) };
    case "components.csv":
      return { type: "text/csv", body: componentsCsv(box, names) };
    case "workgroups.csv":
      return { type: "text/csv", body: workgroupsCsv(box) };
    default:
      return null;
  }
}

/** One row a given answer; voters by their seat, as the attribution policy says. */
function ballotsCsv(box: BallotBox, names: ResultNames): string {
  const rows = eachAnswer(box).map(({ voter, component, criterion, choice }) => ({
    ...seatColumns(box, voter),
    category: ownValue(names.categories, component) ?? "",
    component,
    criterion,
    choice,
  }));
  return writeCsv(
    ["workgroup", "voter", "category", "component", "criterion", "choice", "affiliated", "organization"],
    rows,
  );
}

/** A seat as ballots.csv and roll.csv name it, so that the one can be held against the other. */
function seatColumns(box: BallotBox, voter: BoxVoter) {
  return {
    workgroup: box.workgroups[voter.workgroup]?.key ?? "",
    voter: voter.id,
    affiliated: voter.affiliated ? "yes" : "no",
    organization: voter.organization ?? "",
  };
}

function ballotsJson(box: BallotBox, leaves: readonly string[], compilation: CompilationRow): string {
  const ballots = box.voters.map((voter, row) => ({
    workgroup: box.workgroups[voter.workgroup]?.key,
    voter: voter.id,
    affiliated: voter.affiliated,
    organization: voter.organization,
    leaf: leaves[row],
    choices: eachAnswer(box, row).reduce<Record<string, Record<string, string>>>((all, one) => {
      put(all, one.component, { ...ownValue(all, one.component), [one.criterion]: one.choice });
      return all;
    }, {}),
  }));
  const { criteria, components } = box;
  const workgroups = box.workgroups.map((group) => ({ ...group, asked: [...group.asked] }));
  return JSON.stringify(
    {
      format: "codraft-ballots/1",
      rounds: compilation.result.rounds,
      criteria,
      components,
      workgroups,
      ballots,
    },
    null,
    1,
  );
}

/** Every seat that was entitled to vote, whether it did or not. */
function rollCsv(box: BallotBox, roll: readonly BoxVoter[]): string {
  return writeCsv(
    ["workgroup", "voter", "affiliated", "organization"],
    roll.map((voter) => seatColumns(box, voter)),
  );
}

function workgroupsCsv(box: BallotBox): string {
  return writeCsv(
    ["workgroup", "public", "not_necessary", "asked"],
    box.workgroups.map(({ key, isPublic, offersNotNecessary, asked }) => ({
      workgroup: key,
      public: isPublic ? "yes" : "no",
      not_necessary: offersNotNecessary ? "yes" : "no",
      asked: box.components.filter((component) => asked.has(component)).join(" "),
    })),
  );
}

function componentsCsv(box: BallotBox, names: ResultNames): string {
  return writeCsv(
    ["component", "name", "category"],
    box.components.map((key) => ({
      component: key,
      name: ownValue(names.components, key) ?? key,
      category: ownValue(names.categories, key) ?? "",
    })),
  );
}

/** Every answer of a box, or of one row of it: who says what of a component under a criterion. */
export function eachAnswer(box: BallotBox, onlyRow?: number) {
  const { criteria, components } = box;
  const stride = components.length * criteria.length;
  const rows = onlyRow === undefined ? box.voters.map((_, row) => row) : [onlyRow];
  return rows.flatMap((row) =>
    Array.from({ length: stride }, (_, column) => column).flatMap((column) => {
      const answer = box.cells[row * stride + column];
      if (!answer) return [];
      return [
        {
          voter: box.voters[row] as BallotBox["voters"][number],
          component: components[Math.floor(column / criteria.length)] as string,
          criterion: criteria[column % criteria.length] as string,
          choice: answer === cell.required ? "required" : "not_necessary",
        },
      ];
    }),
  );
}
