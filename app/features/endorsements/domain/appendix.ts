import { writeCsv } from "~/kernel/csv/write";
import { escapeHtml } from "~/kernel/text/markup";
import { countByKind, type ListedEndorsement } from "./listed";

/** Everything that a press appendix says, in the reader's words. */
export type Appendix = {
  readonly title: string;
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly draft: string;
  readonly draftHash: string;
  readonly date: string;
  readonly address: string;
  /** Said first where the public does not see this yet. */
  readonly warning: string | null;
  readonly counts: string;
  readonly words: {
    readonly version: string;
    readonly organizations: string;
    readonly people: string;
    readonly none: string;
    readonly example: string;
    readonly signedBy: string;
  };
  /** In the order in which they are to stand. */
  readonly endorsements: readonly ListedEndorsement[];
  readonly countryName: (code: string) => string;
  readonly directionOf: (language: string) => "ltr" | "rtl";
};

/** As Markdown; nothing that people wrote becomes markup. */
export function appendixAsMarkdown(appendix: Appendix): string {
  const { words } = appendix;
  const text = escapeMarkdown;
  const lines = [`# ${text(appendix.title)}`, ""];
  if (appendix.warning) lines.push(`**${text(appendix.warning)}**`, "");
  lines.push(
    `${text(words.version)} ${text(appendix.draft)} · \`${appendix.draftHash}\` · ${text(appendix.date)}`,
    "",
    `<${appendix.address}>`,
    "",
    text(appendix.counts),
    "",
  );
  for (const { heading, rows } of parts(appendix)) {
    lines.push(`## ${text(heading)}`, "");
    if (rows.length === 0) lines.push(text(words.none));
    for (const one of rows) {
      const facts = factsOf(appendix, one).map(text);
      lines.push(`- **${text(one.name)}**${facts.map((fact) => `, ${fact}`).join("")}`);
      if (one.statement !== "") lines.push(`  > ${text(one.statement)}`);
    }
    lines.push("");
  }
  return lines.join("\n");
}

/** As a document of its own, without anything to fetch. */
export function appendixAsHtml(appendix: Appendix): string {
  const { words } = appendix;
  const text = escapeHtml;
  const sections = parts(appendix).map(({ heading, rows }) => {
    const items = rows.map((one) => {
      const facts = factsOf(appendix, one).map((fact) => `, <bdi>${text(fact)}</bdi>`);
      const statement =
        one.statement === ""
          ? ""
          : `\n<blockquote lang="${text(one.language)}" dir="${appendix.directionOf(one.language)}">${text(one.statement)}</blockquote>`;
      return `<li><strong><bdi>${text(one.name)}</bdi></strong>${facts.join("")}${statement}</li>`;
    });
    const list = items.length === 0 ? `<p>${text(words.none)}</p>` : `<ul>\n${items.join("\n")}\n</ul>`;
    return `<h2>${text(heading)}</h2>\n${list}`;
  });
  return `<!doctype html>
<html lang="${text(appendix.language)}" dir="${appendix.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(appendix.title)}</title>
<style>
body { font: 1rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
code { overflow-wrap: anywhere; }
li { margin-block: 0.4rem; break-inside: avoid; }
blockquote { white-space: pre-line; margin: 0.2rem 1rem; }
</style>
</head>
<body>
<h1>${text(appendix.title)}</h1>
${appendix.warning ? `<p><strong>${text(appendix.warning)}</strong></p>\n` : ""}<p>${text(words.version)} <bdi>${text(appendix.draft)}</bdi> · <code dir="ltr">${text(appendix.draftHash)}</code> · ${text(appendix.date)}</p>
<p><a href="${text(appendix.address)}">${text(appendix.address)}</a></p>
<p>${text(appendix.counts)}</p>
${sections.join("\n")}
</body>
</html>
`;
}

const columns = [
  "kind",
  "name",
  "affiliation",
  "signatory",
  "authority",
  "domain",
  "country",
  "statement",
  "language",
  "since",
  "draft",
  "draft_hash",
  "example",
] as const;

/** As CSV with columns that every language has alike; organizations first. */
export function appendixAsCsv(appendix: Appendix): string {
  const rows = parts(appendix).flatMap(({ rows }) => rows);
  return writeCsv(
    columns,
    rows.map((one) => ({
      kind: one.kind,
      name: one.name,
      affiliation: one.affiliation,
      signatory: one.signatory,
      authority: one.authority,
      domain: one.domain,
      country: one.country,
      statement: one.statement,
      language: one.language,
      since: one.since.toISOString().slice(0, 10),
      draft: appendix.draft,
      draft_hash: appendix.draftHash,
      example: one.isExample ? "yes" : "",
    })),
  );
}

function parts({ words, endorsements }: Appendix) {
  const counts = countByKind(endorsements);
  const of = (kind: ListedEndorsement["kind"]) => endorsements.filter((one) => one.kind === kind);
  return [
    { heading: `${words.organizations} (${counts.organizations})`, rows: of("organization") },
    { heading: `${words.people} (${counts.people})`, rows: of("person") },
  ];
}

function factsOf({ words, countryName }: Appendix, one: ListedEndorsement): string[] {
  const signature = [one.signatory, one.authority].filter(Boolean).join(", ");
  return [
    one.affiliation,
    one.domain,
    signature && `${words.signedBy} ${signature}`,
    one.country && countryName(one.country),
    one.isExample ? words.example : "",
  ].filter(Boolean);
}

/** Every mark that Markdown could read as something, on one line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()#+\-.!|<>~&$:@=^]/g, "\\$&");
}
