import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { presets } from "~/features/rules/domain/presets";
import { tally } from "~/features/rules/domain/tally";
import { ballotBoxOf } from "~/features/votes/domain/ballotBoxOf";
import type { Known } from "~/features/votes/domain/ballotCells";
import { type FileBallots, freedoms, readBallots } from "~/features/votes/domain/ballotsCsv";
import { writeCsv } from "~/kernel/csv/write";
import { formatFraction } from "~/kernel/figures/fraction";
import { type Vote, votes2024 } from "~tests/features/rules/support/votes2024";

const header = "workgroup,voter,component,criterion,choice";
const read = (lines: string[], known: Partial<Known> = {}): FileBallots =>
  readBallots([header, ...lines].join("\n"), { criteria: freedoms, ...known });
const problems = (lines: string[], known?: Partial<Known>) => read(lines, known).problems;
const columns = ["workgroup", "voter", "component", "criterion", "choice"] as const;

describe("ballots in a file", () => {
  it("are one a voter and workgroup, with everything in the order in which it appears", () => {
    const file = read([
      "bloom,ana,Weights,use,required",
      "llama2,ana,Code,use,required",
      "bloom,ana,Code,study,Not necessary",
    ]);
    expect(file).toMatchObject({
      components: ["Weights", "Code"],
      workgroups: ["bloom", "llama2"],
      problems: [],
      warnings: [],
      ballots: [
        {
          workgroup: "bloom",
          voter: "ana",
          line: 2,
          choices: { Weights: { use: "required" }, Code: { study: "not_necessary" } },
        },
        { workgroup: "llama2", voter: "ana", line: 3, choices: { Code: { use: "required" } } },
      ],
    });
  });

  it("that were cast blank are lines without an answer, and count among those who voted", () => {
    const file = read(["bloom,ana,Weights,use,required", "bloom,ben,,,"]);
    expect(file.problems).toEqual([]);
    expect(file.ballots[1]).toMatchObject({ voter: "ben", line: 3, choices: {} });
    expect(tally(ballotBoxOf(file), presets["person-share"]).voters).toBe(2);
  });

  it.each([
    ["twice", ["bloom,ben,,,", "bloom,ben,,,"], "duplicate"],
    ["before an answer", ["bloom,ben,,,", "bloom,ben,Weights,use,required"], "contradiction"],
    ["after an answer", ["bloom,ben,Weights,use,required", "bloom,ben,,,"], "contradiction"],
  ])("are not said to be blank %s", (_, lines, code) => {
    expect(problems(lines)).toMatchObject([{ line: 3, code, otherLine: 2 }]);
  });

  it("of 2024 are counted to the same figures, in whatever order their lines stand", () => {
    const all = fc.shuffledSubarray([...votes2024], { minLength: votes2024.length });
    fc.assert(
      fc.property(all, (votes: Vote[]) => {
        const file = readBallots(writeCsv(columns, votes), { criteria: freedoms });
        expect(file.problems).toEqual([]);
        const counted = tally(ballotBoxOf(file), presets["net-mean"]);
        const training = counted.components.find(({ component }) => component === "Training datasets");
        expect(formatFraction(counted.mean)).toBe("411/26");
        expect(training && formatFraction(training.score)).toBe("22");
      }),
      { numRuns: 20 },
    );
  });

  it("may state affiliation and organization on any of a voter's lines", () => {
    const lines = [
      "g,ana,Code,use,required,yes,",
      "g,ana,Code,study,required,,North",
      "g,bo,Code,use,required,0,",
    ];
    const file = readBallots([`${header},Affiliated,Organization`, ...lines].join("\n"), {
      criteria: freedoms,
    });
    expect(file.ballots.map(({ seat }) => seat)).toEqual([
      { affiliated: true, organization: "North" },
      { affiliated: false, organization: null },
    ]);
  });

  it("take affiliation from the roll where there is one, and count its empty workgroups", () => {
    const seat = { affiliated: true, organization: "North" };
    const roll = new Map([
      ["g", new Map([["ana", seat]])],
      ["silent", new Map([["bo", seat]])],
    ]);
    const text = `${header},affiliated\ng,ana,Code,use,required,no\n`;
    const file = readBallots(text, { criteria: freedoms, roll });
    expect(file).toMatchObject({ workgroups: ["g", "silent"], ignored: ["affiliated"], ballots: [{ seat }] });
    expect(ballotBoxOf(file, roll).workgroups.map(({ onRoll }) => onRoll)).toEqual([1, 1]);
  });

  it("match listed components by key and by loosely equal names", () => {
    const components = [
      { key: "training-data", names: ["Training data", "Données d’entraînement"] },
      { key: "weights", names: ["Weights"] },
    ];
    const file = read(
      [
        "g,ana,training-data,use,required",
        "g,bo,TRAINING DATA,use,required",
        "g,cy,Donnees d'entrainement,use,required",
      ],
      { components },
    );
    expect(file.components).toEqual(["training-data", "weights"]);
    expect(file.ballots.map(({ choices }) => choices)).toEqual(
      Array(3).fill({ "training-data": { use: "required" } }),
    );
    expect(problems(["g,ana,Wieghts,use,required"], { components })).toEqual([
      { line: 2, code: "unknown", column: "component", value: "Wieghts", nearest: "Weights" },
    ]);
  });

  it("may have names that are properties of every object", () => {
    const file = read([
      "__proto__,constructor,__proto__,use,required",
      "toString,valueOf,hasOwnProperty,use,required",
    ]);
    const counted = tally(ballotBoxOf(file), presets["net-mean"]);
    expect(counted.components.map(({ component, score }) => [component, formatFraction(score)])).toEqual([
      ["__proto__", "1"],
      ["hasOwnProperty", "1"],
    ]);
  });
});

describe("bad lines of ballots", () => {
  it("leave nothing to count", () => {
    expect(read(["g,ana,Code,use,required", "g,bo,Code,uze,required"]).ballots).toEqual([]);
  });

  it("name every empty or unknown value on a line", () => {
    expect(problems([",ana,,uze,perhaps"])).toEqual([
      { line: 2, code: "empty", column: "workgroup" },
      { line: 2, code: "empty", column: "component" },
      { line: 2, code: "unknown", column: "criterion", value: "uze", nearest: "use" },
      { line: 2, code: "unknown", column: "choice", value: "perhaps", nearest: undefined },
    ]);
  });

  it("are those that repeat or contradict an earlier one", () => {
    const lines = ["g,ana,Code,use,required", "g,ana,Code,use,required", "g,ana,Code,use,not_necessary"];
    expect(problems(lines)).toMatchObject([
      { line: 3, code: "duplicate", otherLine: 2 },
      { line: 4, code: "contradiction", otherLine: 2 },
    ]);
  });

  it("are those whose names differ from earlier ones in spelling only", () => {
    expect(
      problems([
        "Llama 2,Ana,Test code,use,required",
        "llama-2,bo,test-code,use,required",
        "Llama 2,ANA,Test code,study,required",
      ]),
    ).toEqual([
      { line: 3, code: "spelled-otherwise", column: "workgroup", value: "llama-2", nearest: "Llama 2" },
      { line: 3, code: "spelled-otherwise", column: "component", value: "test-code", nearest: "Test code" },
      { line: 4, code: "spelled-otherwise", column: "voter", value: "ANA", nearest: "Ana" },
    ]);
  });

  it("are those of two voters run together, before and after either of them", () => {
    const lines = [
      "g,JPL,Code,use,required",
      "g,JPLDB,Code,use,required",
      "g,DB,Code,use,required",
      "g,JPLDB,Code,study,required",
    ];
    expect(problems(lines)).toMatchObject([
      { line: 3, code: "run-together", value: "JPLDB", pair: ["JPL", "DB"] },
      { line: 5, code: "run-together", value: "JPLDB", pair: ["JPL", "DB"] },
    ]);
  });

  it("are not those of a long name that no two other voters of its workgroup make", () => {
    expect(
      problems(["g,JPL,Code,use,required", "h,DB,Code,use,required", "g,JPLDB,Code,use,required"]),
    ).toEqual([]);
    expect(
      problems(["g,A,Code,use,required", "g,NNA,Code,use,required", "g,ANNA,Code,use,required"]),
    ).toEqual([]);
    expect(
      problems(["g,seat,Code,use,required", "g,12,Code,use,required", "g,seat12,Code,use,required"]),
    ).toEqual([]);
  });

  it("are those of voters who are not on the roll, and run-together ones may be there", () => {
    const seat = { affiliated: false, organization: null };
    const roll = new Map([["g", new Map(["JPL", "DB", "ANNAMO", "ANNA", "MO"].map((name) => [name, seat]))]]);
    const lines = [
      "g,JPLDB,Code,use,required",
      "g,JPX,Code,use,required",
      "h,JPL,Code,use,required",
      "g,ANNAMO,Code,use,required",
    ];
    expect(problems(lines, { roll })).toEqual([
      { line: 2, code: "run-together", column: "voter", value: "JPLDB", pair: ["JPL", "DB"] },
      { line: 3, code: "unknown", column: "voter", value: "JPX", nearest: "JPL" },
      { line: 4, code: "unknown", column: "workgroup", value: "h", nearest: "g" },
    ]);
  });

  it("are those that say something else about the voter than an earlier one", () => {
    const lines = [
      "g,ana,Code,use,required,yes,North",
      "g,ana,Code,study,required,no,South",
      "g,bo,Code,use,required,maybe,",
    ];
    expect(
      readBallots([`${header},affiliated,organization`, ...lines].join("\n"), { criteria: freedoms })
        .problems,
    ).toMatchObject([
      { line: 3, code: "differs", column: "affiliated", otherLine: 2 },
      { line: 3, code: "differs", column: "organization", otherLine: 2 },
      { line: 4, code: "yes-no", column: "affiliated", value: "maybe" },
    ]);
  });

  it("keep their numbers after newlines in quotes", () => {
    expect(problems(['g,ana,"Two', 'lines",use,required', "g,ana,Code,uze,required"])).toMatchObject([
      { line: 4, code: "unknown" },
    ]);
  });

  it("are named among thousands, and found quickly enough for hundreds of thousands", () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `g,voter-${i},Code,uze,required`);
    expect(problems(lines)).toHaveLength(200_000);
  });

  it("are none in a file without any line", () => {
    expect(problems([])).toEqual([{ line: 1, code: "no-rows" }]);
    expect(readBallots("voter\n", { criteria: freedoms }).problems).toHaveLength(4);
  });
});

describe("names that are close to each other", () => {
  it("are counted as two, with a warning", () => {
    const file = read(["g,ana,Test datasets,use,required", "g,ana,Text dataset,use,required"]);
    expect(file.problems).toEqual([]);
    expect(file.warnings).toEqual([
      {
        line: 3,
        code: "similar",
        column: "component",
        value: "Text dataset",
        nearest: "Test datasets",
        otherLine: 2,
      },
    ]);
  });

  it("are no warning where only numbers differ", () => {
    expect(read(["group 1,ana,Code,use,required", "group 2,ana,Code,use,required"]).warnings).toEqual([]);
  });
});

describe("ballots as other programs write them", () => {
  const counted = (text: string) => {
    const { ballots, problems } = readBallots(text, { criteria: freedoms });
    return { problems, ballots: ballots.map(({ workgroup, voter, choices }) => [workgroup, voter, choices]) };
  };
  const plain = counted(
    "workgroup,voter,component,criterion,choice\nwater,seat 1,Training data,use,required\nwater,seat 2,Training data,use,not_necessary\n",
  );

  it.each([
    [
      "semicolons and a line that says so",
      "sep=;\nworkgroup;voter;component;criterion;choice\nwater;seat 1;Training data;use;required\nwater;seat 2;Training data;use;not_necessary\n",
    ],
    [
      "tabs and empty rows",
      "workgroup\tvoter\tcomponent\tcriterion\tchoice\nwater\tseat 1\tTraining data\tuse\trequired\n\t\t\t\t\nwater\tseat 2\tTraining data\tuse\tnot_necessary\n",
    ],
    [
      "the words of another language",
      "Grupo de trabajo,Votante,Componente,Criterio,Voto\nwater,seat 1,Training data,use,Exigido\nwater,seat 2,Training data,use,No necesario\n,,,,\n",
    ],
  ])("are counted as the plain form is: %s", (_, text) => expect(counted(text)).toEqual(plain));

  it("name the nearest known name for the first unknown ones only", () => {
    const lines = Array.from(
      { length: 25_000 },
      // Each of them is near enough.
      (_, at) => `water,seat ${at},Trainign data${at.toString(36)},use,required`,
    );
    const components = [{ key: "training-data", names: ["Training data"] }];
    const { problems } = readBallots(["workgroup,voter,component,criterion,choice", ...lines].join("\n"), {
      criteria: freedoms,
      components,
    });
    expect(problems).toHaveLength(25_000);
    expect(problems.filter(({ nearest }) => nearest !== undefined)).toHaveLength(100);
  });
});
