import { roundIn } from "~/features/plans/domain/standing";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { bands } from "~/features/rules/domain/bands";
import { ownValue } from "~/kernel/keyed";
import type { Translate } from "~/platform/deps";
import type { ResultNames } from "./resultPage.server";

type About = {
  result: ResultDocument;
  names: ResultNames;
  title: string;
  resultHash: string | null;
  address: string;
};

/** The result as Markdown, to be pasted on a forum: bands, figures, turnout, robustness, hashes. */
export function writeReport(t: Translate, about: About): string {
  const { result, names } = about;
  const name = (key: string) => escapeMarkdown(ownValue(names.components, key) ?? key);
  const declared = result.declaredBefore === "yes" ? "results:declaredBefore" : "results:exploredAfter";
  const said = (label: "results:fact.voted" | "results:fact.cells" | "results:fact.mean", value: string) =>
    t("common:labelled", { label: t(label), value });
  const lines = [
    `# ${escapeMarkdown(about.title)}`,
    "",
    `${t("results:lead", { workgroups: result.workgroups.length, components: result.components.length })} ${t("results:countedUnder")} ${escapeMarkdown(result.rule.name)} (${t(declared)}).`,
    "",
    `<${about.address}>`,
    "",
    ...standingLines(t, result),
    "",
    [
      said("results:fact.voted", `${result.voters} / ${result.onRoll}`),
      said("results:fact.cells", `${result.cellsAnswered} / ${result.cellsAsked}`),
      said("results:fact.mean", result.mean),
    ].join(" · "),
    "",
    ...(result.notJudged ? [t("results:caution.notJudged", { count: result.notJudged.voters }), ""] : []),
  ];
  for (const band of bands) {
    const inBand = result.components.filter((one) => one.band === band);
    if (inBand.length === 0) continue;
    lines.push(`## ${t(`rules:band.${band}`)}`, "");
    lines.push(
      `| ${t("results:table.component")} | ${t("results:table.score")} | ${result.criteria.map((key) => escapeMarkdown(ownValue(names.criteria, key) ?? key)).join(" | ")} | ${t("results:sides.agree")} |`,
      `| --- | ---: | ${result.criteria.map(() => "---:").join(" | ")} | ---: |`,
    );
    for (const one of inBand) {
      const cells = result.criteria.map((criterion) => ownValue(one.byCriterion, criterion)?.points ?? 0);
      lines.push(
        `| ${name(one.component)} | ${one.score} | ${cells.join(" | ")} | ${one.agreeing}/${one.variants} |`,
      );
    }
    lines.push("");
  }
  lines.push(`## ${t("results:turnout.title")}`, "");
  lines.push(
    `| ${t("results:turnout.workgroup")} | ${t("results:turnout.voted")} | ${t("results:turnout.roll")} |`,
    "| --- | ---: | ---: |",
  );
  for (const group of result.workgroups) {
    const label =
      group.isPublic === "yes" ? t("rounds:public") : (ownValue(names.workgroups, group.key) ?? group.key);
    lines.push(`| ${escapeMarkdown(label)} | ${group.voted} | ${group.onRoll} |`);
  }
  lines.push("", `${t("results:check.rule")}: \`${result.ruleHash}\``);
  if (about.resultHash) lines.push("", `${t("results:check.result")}: \`${about.resultHash}\``);
  for (const round of result.rounds) lines.push("", `\`${round.log}\` · ${round.size} · \`${round.root}\``);
  return `${lines.join("\n")}\n`;
}

/** How the count relates to the sealed plan, and what it lacks: written beside the figures, so that they are not quoted without it. */
function standingLines(t: Translate, { plan }: ResultDocument): string[] {
  if (!plan) return [t("results:standing.unplannedLead")];
  const said = t(`results:standing.${plan.standing}`, { number: plan.plan ?? 0 });
  const omitted = plan.omitted.map(
    (one) => `- ${t(`results:omitted.${one.code}`, { number: roundIn(one) })}`,
  );
  return [`**${said}.**`, ...(omitted.length > 0 ? ["", ...omitted] : [])];
}

/** Names are written by people: nothing in them may become markup in somebody's forum. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, "\\$&").replace(/\s+/g, " ");
}
