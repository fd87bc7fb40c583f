import { cut } from "~/kernel/text/cut";
import { clock, isNameLike, type Spoken } from "./speakers";

const time = "(\\d{1,3}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,3})?)";
/** A line that is nothing but a name and a time, as call programs write it above the words. */
const nameThenTime = new RegExp(
  `^\\[?([^\\]\\n]{1,60}?)\\]?[ \\t]+[(\\[]?${time}[)\\]]?(?:[ \\t]*[AP]M)?$`,
  "i",
);
const timeThenName = new RegExp(`^[(\\[]?${time}[)\\]]?[ \\t]+[-–—]?[ \\t]*([^\\n]{1,60})$`);
/** A time alone, or from when to when, before words or on a line of its own. */
const timed = new RegExp(`^[(\\[]?${time}(?:[ \\t]*(?:-->|-|–)[ \\t]*[\\d:.,]+)?[)\\]]?(?=[ \\t]|$)`);
/** A chat's line: "10:02:33 From Ann Lee to Everyone:". */
const fromTo = new RegExp(`^${time}[ \\t]+From[ \\t]+(.{1,60}?)[ \\t]+to[ \\t]+[^:]{1,60}:[ \\t]*(.*)$`, "i");
/** Longer lines are words. */
const longestHead = 140;

/** Text without a format: gaps end what somebody says; times and names stand before the words or on a line above. */
export function readPlain(text: string): readonly Spoken[] {
  const spoken: Begun[] = [];
  const rows = text.split("\n").map((line) => line.trim());
  const repeated = namesAfterTimes(rows);
  let isNew = true;
  const begin = (startsMs: number | null, voice: string, words: string) => {
    spoken.push({ startsMs, voice, isGuessed: voice !== "", lines: [words] });
    isNew = false;
  };
  for (const row of rows) {
    const head = row.length > longestHead ? null : headOf(row, repeated);
    const start = row.length === 0 ? null : timed.exec(cut(row, longestHead));
    if (row === "") isNew = true;
    else if (head) begin(head.startsMs, head.voice, head.words);
    else if (start) begin(milliseconds(start[1]), "", row.slice(start[0].length));
    else if (isNew && !isAwaited(spoken.at(-1))) begin(null, "", row);
    else {
      spoken.at(-1)?.lines.push(row);
      isNew = false;
    }
  }
  return sinceBeginning(spoken);
}

type Begun = { startsMs: number | null; voice: string; isGuessed: boolean; lines: string[] };

/** Names that stand after a time on lines of their own more than once: "12:04 Good Evening" is no name. */
function namesAfterTimes(rows: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = row.length > longestHead ? undefined : timeThenName.exec(row)?.[2];
    if (name !== undefined && isNameLike(name)) counts.set(name.trim(), (counts.get(name.trim()) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([name, count]) => (count > 1 ? [name] : [])));
}

/** No call lasts so long (milliseconds): then the times are those of the clock on the wall. */
const longestCall = 6 * 3_600_000;

function sinceBeginning(spoken: readonly Begun[]): readonly Begun[] {
  const times = spoken.flatMap(({ startsMs }) => (startsMs === null ? [] : [startsMs]));
  const first = times.reduce((least, one) => Math.min(least, one), Infinity);
  if (times.length === 0 || first < longestCall) return spoken;
  return spoken.map((one) => ({ ...one, startsMs: one.startsMs === null ? null : one.startsMs - first }));
}

/** Whether a line of name or time stands there whose words come after a gap. */
const isAwaited = (last: Begun | undefined) =>
  last !== undefined && (last.startsMs !== null || last.voice !== "") && last.lines.join("").trim() === "";

/** A line that says who speaks and when; null for one of words. */
function headOf(
  row: string,
  repeated: ReadonlySet<string>,
): { startsMs: number | null; voice: string; words: string } | null {
  const [, sentAt, from, words = ""] = fromTo.exec(row) ?? [];
  if (from !== undefined) return { startsMs: milliseconds(sentAt), voice: from, words };
  const [, name, at] = nameThenTime.exec(row) ?? [];
  if (name !== undefined && isNameLike(name))
    return { startsMs: milliseconds(at), voice: name.trim(), words: "" };
  const [, when, who] = timeThenName.exec(row) ?? [];
  if (who !== undefined && repeated.has(who.trim()))
    return { startsMs: milliseconds(when), voice: who.trim(), words: "" };
  return null;
}

const milliseconds = (text: string | undefined) => clock((text ?? "").replace(",", "."));
