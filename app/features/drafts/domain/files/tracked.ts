import { diffArrays } from "diff";
import { compareWords } from "~/kernel/text/wordDiff";
import { type Block, wordsOfBlock } from "./blocks";
import type { Run, Style } from "./runs";

/** What became of a few words, or of a block with its end: a reader who refuses all of it has the old text, who takes it the new one. */
export type Mark = "kept" | "added" | "removed";
export type TrackedRun = Run & { readonly mark: Mark };
export type TrackedBlock = Omit<Block, "runs"> & {
  readonly mark: Mark;
  readonly runs: readonly TrackedRun[];
};

const marked = (block: Block, mark: Mark): TrackedBlock => ({
  ...block,
  mark,
  runs: block.runs.map((run) => ({ ...run, mark })),
});

/** A block that was not changed. */
export const kept = (block: Block): TrackedBlock => marked(block, "kept");

const place = ({ kind, level }: Block) => `${kind} ${level}`;
const keyOf = (block: Block) => `${place(block)} ${wordsOfBlock(block)}`;

/** The changes between two texts, block by block and in blocks that go on word by word. */
export function trackedBlocks(before: readonly Block[], after: readonly Block[]): TrackedBlock[] {
  const tracked: TrackedBlock[] = [];
  let out: Block[] = [];
  let come: Block[] = [];
  const flush = () => {
    tracked.push(...paired(out, come));
    out = [];
    come = [];
  };
  const parts = diffArrays([...before], [...after], { comparator: (a, b) => keyOf(a) === keyOf(b) });
  for (const { added, removed, value } of parts) {
    if (removed) out.push(...value);
    else if (added) come.push(...value);
    else {
      flush();
      tracked.push(...value.map(kept));
    }
  }
  flush();
  return tracked;
}

/** How far ahead it is looked for what a block was: of a text that is another one altogether everything went and came. */
const mostAhead = 20;

/** Blocks of which one became the other, in order; what is left went out or came in as a whole. */
function paired(out: readonly Block[], come: readonly Block[]): TrackedBlock[] {
  const tracked: TrackedBlock[] = [];
  let at = 0;
  for (const block of come) {
    const found = out.findIndex((one, index) => index >= at && index < at + mostAhead && isAlike(one, block));
    const old = out[found];
    if (!old) {
      tracked.push(marked(block, "added"));
      continue;
    }
    tracked.push(...out.slice(at, found).map((one) => marked(one, "removed")));
    tracked.push({ ...block, mark: "kept", runs: trackedRuns(old, block) });
    at = found + 1;
  }
  return [...tracked, ...out.slice(at).map((one) => marked(one, "removed"))];
}

/** Whether a block goes on in another: it is one of the same kind, and a third of its words stayed. */
function isAlike(one: Block, other: Block): boolean {
  if (place(one) !== place(other)) return false;
  const [a, b] = [wordsOfBlock(one), wordsOfBlock(other)];
  const stayed = compareWords(a, b)
    .filter(({ kind }) => kind === "kept")
    .reduce((sum, { text }) => sum + text.trim().length, 0);
  return 3 * stayed >= Math.max(a.length, b.length);
}

function trackedRuns(old: Block, now: Block): TrackedRun[] {
  const was = cutter(old.runs);
  const is = cutter(now.runs);
  return compareWords(wordsOfBlock(old), wordsOfBlock(now)).flatMap(({ kind, text }): TrackedRun[] => {
    if (kind === "removed") return was(text.length).map((run) => ({ ...run, mark: "removed" as const }));
    if (kind === "kept") was(text.length);
    return is(text.length).map((run) => ({ ...run, mark: kind }));
  });
}

/** Takes so many characters after the other from some words, each with how it is set. */
function cutter(runs: readonly Run[]): (length: number) => Run[] {
  let index = 0;
  let done = 0;
  return (length) => {
    const taken: Run[] = [];
    let left = length;
    while (left > 0) {
      const run = runs[index];
      if (!run) break;
      const text = run.text.slice(done, done + left);
      const { text: _, ...style }: Run & Style = run;
      if (text !== "") taken.push({ ...style, text });
      left -= text.length;
      done += text.length;
      if (done >= run.text.length) {
        index++;
        done = 0;
      }
    }
    return taken;
  };
}
