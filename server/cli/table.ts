import { isFragileCount, substanceOf } from "~/features/results/domain/firmness";
import { quorumVerdict } from "~/features/rules/domain/quorum";
import type { ComponentSensitivity } from "~/features/rules/domain/sensitivity";
import type { Tally } from "~/features/rules/domain/tally";
import { type Fraction, formatFraction, toNumber } from "~/kernel/figures/fraction";
import { ownValue } from "~/kernel/keyed";
import { displayWidth, padded, printable, shortened } from "./show";

const widest = { component: 40, criterion: 10, flips: 40 };

/** The count as text: what was counted, one line a component, and what hangs on few voters. */
export function tallyTable(
  counted: Tally,
  robust: readonly ComponentSensitivity[],
  ruleHash: string,
): string {
  const criteria = Object.keys(counted.components[0]?.byCriterion ?? {});
  const rows = counted.components.map((one, i) => {
    const sensitivity = robust[i] as ComponentSensitivity;
    return [
      shortened(printable(one.component), widest.component),
      one.band,
      decimal(one.score),
      ...criteria.map((criterion) => `${ownValue(one.byCriterion, criterion)?.points ?? 0}`),
      agreementText(sensitivity),
      flipText(sensitivity),
    ];
  });
  const heading = [
    "component",
    "band",
    "score",
    ...criteria.map((criterion) => shortened(printable(criterion), widest.criterion)),
    "agree",
    "flips without",
  ];
  const notes = counted.voters > 1 ? fragile(robust) : [];
  return [...header(counted, ruleHash), "", ...aligned([heading, ...rows]), ...notes, ""].join("\n");
}

function header(counted: Tally, ruleHash: string): string[] {
  const { rule, mean, voters, excluded } = counted;
  const groups = Object.keys(counted.components[0]?.byWorkgroup ?? {}).length;
  const leftOut = excluded > 0 ? `, ${excluded} excluded as affiliated` : "";
  const exact = mean.den === 1n ? "" : ` (${formatFraction(mean)})`;
  return [
    `Rule    ${printable(rule.name)}  ${ruleHash}`,
    `Voters  ${voters} in ${groups} ${groups === 1 ? "workgroup" : "workgroups"}${leftOut}`,
    `Mean    ${decimal(mean)}${exact} over ${counted.components.length} components`,
    ...quorumLine(counted),
    ...(substanceOf(counted) === "nothing" ? ["Note    no ballot counts: the bands below say nothing"] : []),
    ...(substanceOf(counted) === "one-ballot"
      ? ["Note    one ballot counts: no other count can be held against it"]
      : []),
  ];
}

/** Whether as many voted as the rule asks for, where it does. */
function quorumLine(counted: Tally): string[] {
  const quorum = quorumVerdict(counted.rule.quorum, counted);
  if (!quorum) return [];
  return [
    `Quorum  ${quorum.needed} voters: ${quorum.isReached ? "reached" : "not reached, nothing is decided"}`,
  ];
}

/** Text columns to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, c) =>
    Math.max(...rows.map((row) => displayWidth(row[c] ?? ""))),
  );
  const isText = (c: number) => c < 2 || c === columns - 1;
  return rows.map((row) =>
    row
      .map((cell, c) => padded(cell, widths[c] ?? 0, isText(c) ? "left" : "right"))
      .join("  ")
      .trimEnd(),
  );
}

function decimal(value: Fraction): string {
  return value.den === 1n ? `${value.num}` : toNumber(value).toFixed(2);
}

function agreementText({ under }: ComponentSensitivity): string {
  return under.length === 0 ? "–" : `${under.filter(({ agrees }) => agrees).length}/${under.length}`;
}

/** "2 → maybe (llama2 1, bloom 1)"; "≤ 9" where fewer may do. */
function flipText({ flip }: ComponentSensitivity): string {
  if (!flip) return "–";
  const where = Object.entries(flip.workgroups).map(([key, voters]) => `${printable(key)} ${voters}`);
  return `${flip.exact ? "" : "≤ "}${flip.voters} → ${flip.to} (${shortened(where.join(", "), widest.flips)})`;
}

/** One line about recommendations that one or two voters decide, or that most other counts do not share. */
function fragile(robust: readonly ComponentSensitivity[]): string[] {
  const weak = robust.filter(isFragileCount);
  if (weak.length === 0) return [];
  const names = weak.slice(0, 5).map(({ component }) => shortened(printable(component), widest.component));
  const more = weak.length > names.length ? ` and ${weak.length - names.length} more` : "";
  return [
    "",
    `Fragile: ${weak.length} of ${robust.length} hang on one or two voters or hold under fewer than half of the other counts: ${names.join("; ")}${more}`,
  ];
}
