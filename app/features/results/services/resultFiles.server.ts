import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type CollectPlan, shapeOf } from "~/features/results/domain/collect";
import { resultText } from "~/features/results/domain/resultDocument";
import { writeCsv } from "~/kernel/csv/write";
import { canonicalHash, canonicalJson } from "~/kernel/hash/canonical";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps, OpenedFile } from "~/platform/deps";
import { collectPortions, planCollecting } from "./collectBallots.server";
import { collectedDigest } from "./counting/collectedDigest.server";
import { type BallotFile, ballotFiles, writeBallotFile } from "./counting/resultTasks.server";
import { writeReport } from "./report.server";
import { type CompilationRow, publishedResults, type ResultNames, resultNames } from "./resultPage.server";

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
type ResultFileName = (typeof resultFileNames)[number];

/** A small file is a text; a large one is in a file, compressed (gzip), which the reader closes. */
export type ResultFile = { readonly type: string } & (
  | { readonly body: string }
  | { readonly gzipped: OpenedFile }
);

const isResultFile = (name: string): name is ResultFileName =>
  resultFileNames.some((known) => known === name);

/**
 * One of a result's files, made from the logs, so that what can be downloaded is what was counted. Null for a name that does
 * not exist.
 */
export async function resultFile(
  deps: Deps,
  process: ProcessRow,
  compilation: CompilationRow,
  name: string,
  language: Language,
): Promise<ResultFile | null> {
  if (!isResultFile(name)) return null;
  const { rule, result } = compilation;
  switch (name) {
    case "rule.json":
      return { type: "application/json", body: canonicalJson(rule) };
    case "result.json":
      return { type: "application/json", body: resultText(result) };
    case "report.md": {
      const body = writeReport(deps.translator(language), {
        result,
        names: await resultNames(deps, process, language),
        title: localize(compilation.title, language).text,
        resultHash: compilation.resultHash,
        address: `${deps.settings.origin}/p/${process.slug}/results/${compilation.number}`,
      });
      return { type: "text/markdown", body };
    }
    case "components.csv":
    case "workgroups.csv": {
      const planned = await planCollecting(deps.db, process.id, compilation.roundIds);
      if (!planned.ok) return null;
      const body =
        name === "workgroups.csv"
          ? workgroupsCsv(planned.value, compilation)
          : componentsCsv(planned.value, await resultNames(deps, process, language));
      return { type: "text/csv", body };
    }
    case "ballots.csv":
    case "ballots.json":
    case "roll.csv": {
      const gzipped = await ballotFile(deps, process, compilation, name);
      return gzipped && { type: name.endsWith(".json") ? "application/json" : "text/csv", gzipped };
    }
    default:
      return name satisfies never;
  }
}

/** A file of the ballots, made once for each state of its sources. */
async function ballotFile(
  deps: Deps,
  process: ProcessRow,
  { roundIds, result }: CompilationRow,
  name: BallotFile,
): Promise<OpenedFile | null> {
  const { rounds } = result;
  const digest = await collectedDigest(deps.db, process.id, roundIds);
  const planned = await planCollecting(deps.db, process.id, roundIds);
  if (!planned.ok) return null;
  return deps.keptFiles.made({
    kind: name,
    hash: canonicalHash({ digest, rounds }),
    make: async () => {
      // Categories are the same in every language.
      const { categories } = await resultNames(deps, process, "en");
      const input = { plan: planned.value, name, categories, rounds };
      return deps.work(writeBallotFile, input, collectPortions(deps.db, planned.value));
    },
  });
}

/** Makes those files of all published results, unless they are there already. */
export async function makeBallotFiles(deps: Deps, process: ProcessRow): Promise<void> {
  for (const compilation of await publishedResults(deps, process))
    for (const name of ballotFiles) {
      const made = await ballotFile(deps, process, compilation, name);
      await made?.file.close();
    }
}

/** The pieces of a file, which is closed once they are read. */
export async function* piecesOf(file: ResultFile): AsyncGenerator<string> {
  if ("body" in file) yield file.body;
  else yield* file.gzipped.file.createReadStream().pipe(createGunzip()).setEncoding("utf8");
}

/** A file as one text; for small ones. */
export const textOfFile = (file: ResultFile): Promise<string> => text(piecesOf(file));

function workgroupsCsv(plan: CollectPlan, { result }: CompilationRow): string {
  const { components, target } = shapeOf(plan);
  return writeCsv(
    ["workgroup", "public", "not_necessary", "asked"],
    result.workgroups.map(({ key, isPublic, notNecessary }) => {
      const theirs = plan.rounds.filter(({ workgroup }) => workgroup === key);
      const asked = new Set(theirs.flatMap((round) => round.asked.map(target)));
      return {
        workgroup: key,
        public: isPublic,
        not_necessary: notNecessary === "offered" ? "yes" : "no",
        asked: components.filter((component) => asked.has(component)).join(" "),
      };
    }),
  );
}

function componentsCsv(plan: CollectPlan, names: ResultNames): string {
  return writeCsv(
    ["component", "name", "category"],
    shapeOf(plan).components.map((key) => ({
      component: key,
      name: ownValue(names.components, key) ?? key,
      category: ownValue(names.categories, key) ?? "",
    })),
  );
}
