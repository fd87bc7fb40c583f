import type { Choice } from "~/features/rules/domain/ballotBox";
import { cleanName, type LineProblem } from "~/kernel/csv/lines";
import { firstSpellings, type KnownName, listedNames, type NameReader } from "~/kernel/csv/names";
import { hints, splitIntoKnown } from "~/kernel/text/nearest";
import type { Roll } from "./seatsCsv";

/** What a reader of ballots knows before; a list that is not given is made from the file. */
export type Known = {
  readonly criteria: readonly string[];
  /** What else the criteria are called. */
  readonly criterionNames?: readonly KnownName[];
  readonly components?: readonly KnownName[];
  /** With a roll, affiliation and organization come from it and not from the ballots. */
  readonly roll?: Roll;
};

/** What one line of a ballot says. */
export type BallotCell = {
  readonly workgroup: string;
  readonly voter: string;
  readonly component: string;
  readonly criterion: string;
  readonly choice: Choice;
};
type Column = keyof BallotCell;

/** A line that names a voter and no answer: a ballot that was cast blank. */
export type BlankBallot = Pick<BallotCell, "workgroup" | "voter">;

/** Reads one line: the cell it fills, that a ballot is blank, or everything that keeps it from saying either. */
export type CellReader = (
  line: number,
  values: Readonly<Record<Column, string>>,
) => BallotCell | BlankBallot | LineProblem[];

export function cellReader({ criteria, criterionNames, components, roll }: Known): CellReader {
  const readers = {
    workgroup: roll ? listedNames([...roll.keys()].map((key) => ({ key, names: [] }))) : firstSpellings(),
    component: components ? listedNames(components) : firstSpellings(),
    criterion: listedNames(criterionNames ?? criteria.map((key) => ({ key, names: [] }))),
    choice: listedNames(choiceNames),
  };
  const readVoter = roll ? votersOnRoll(roll) : votersAsTheyAppear();

  return (line, values) => {
    const problems: LineProblem[] = [];
    const read = (column: Column, reader: NameReader): string => {
      const value = cleanName(values[column]);
      if (value === "") {
        problems.push({ line, code: "empty", column });
        return "";
      }
      const named = reader(value);
      if ("key" in named) return named.key;
      problems.push({ line, column, value, ...named });
      return "";
    };
    const workgroup = read("workgroup", readers.workgroup);
    // Who may vote depends on the workgroup; where that is wrong, the voter cannot be judged.
    const voter = read("voter", workgroup === "" ? (name) => ({ key: name }) : readVoter(workgroup));
    if ([values.component, values.criterion, values.choice].every((value) => cleanName(value) === ""))
      return problems.length > 0 ? problems : { workgroup, voter };
    const component = read("component", readers.component);
    const criterion = read("criterion", readers.criterion);
    const choice = read("choice", readers.choice) as Choice;
    return problems.length > 0 ? problems : { workgroup, voter, component, criterion, choice };
  };
}

const choiceNames: readonly (KnownName & { key: Choice })[] = [
  {
    key: "required",
    names: ["necessary", "exigido", "requerido", "obligatorio", "exigé", "requis", "nécessaire"],
  },
  {
    key: "not_necessary",
    names: [
      "not necessary",
      "not required",
      "no es necesario",
      "no necesario",
      "pas nécessaire",
      "non requis",
    ],
  },
  { key: "required", names: ["مطلوب"] },
  { key: "not_necessary", names: ["غير ضروري", "غير مطلوب"] },
  {
    key: "cannot_judge",
    names: [
      "i cannot judge",
      "cannot judge",
      "no puedo valorarlo",
      "je ne peux pas juger",
      "لا أستطيع الحكم",
    ],
  },
];

function votersAsTheyAppear(): (workgroup: string) => NameReader {
  return perWorkgroup(() => firstSpellings());
}

/** Voters are matched as written: initials that differ in case may be two persons. */
function votersOnRoll(roll: Roll): (workgroup: string) => NameReader {
  return perWorkgroup((workgroup) => {
    const seats = new Set(roll.get(workgroup)?.keys());
    const nearest = hints(seats);
    return (name) => {
      if (seats.has(name)) return { key: name };
      const pair = splitIntoKnown(name, seats);
      return pair ? { code: "run-together", pair } : { code: "unknown", nearest: nearest(name) };
    };
  });
}

function perWorkgroup(make: (workgroup: string) => NameReader): (workgroup: string) => NameReader {
  const readers = new Map<string, NameReader>();
  return (workgroup) => {
    const known = readers.get(workgroup);
    if (known) return known;
    const reader = make(workgroup);
    readers.set(workgroup, reader);
    return reader;
  };
}
