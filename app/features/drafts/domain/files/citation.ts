/** What is cited: a version of a text, or a clause of it. */
export type Cited = {
  readonly title: string;
  readonly version: string;
  /** Who publishes it: the process, no person. */
  readonly publisher: string;
  /** The number of the clause and its heading, where one is meant. */
  readonly clause: string | null;
  /** YYYY-MM-DD; null for a version that is not out. */
  readonly publishedOn: string | null;
  readonly url: string;
  readonly language: string;
  readonly textHash: string | null;
};

/** What a citation is called in a bibliography: nothing that any program takes for a sign of its own. */
function keyOf({ url }: Cited): string {
  const path = url.replace(/^[a-z]+:\/\/[^/]+\/p\//i, "");
  return path.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^-|-$/g, "");
}

const titleOf = ({ title, version, clause }: Cited) =>
  clause === null ? `${title}, ${version}` : `${title}, ${version}, ${clause}`;

const signs = new Map([
  ["\\", "\\textbackslash{}"],
  ["{", "\\{"],
  ["}", "\\}"],
  ["~", "\\textasciitilde{}"],
  ["^", "\\textasciicircum{}"],
]);

/** A text as BibTeX reads it back: none of its signs does anything. */
const inBibtex = (text: string): string =>
  text.replace(/[\\{}~^]/g, (sign) => signs.get(sign) ?? sign).replace(/[&%$#_]/g, "\\$&");

/** As an entry of BibTeX. */
export function asBibtex(cited: Cited): string {
  const [year, month] = cited.publishedOn?.split("-") ?? [];
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["title", `{${inBibtex(titleOf(cited))}}`],
    ["author", `{${inBibtex(cited.publisher)}}`],
    ["year", year],
    ["month", month && String(Number(month))],
    ["version", inBibtex(cited.version)],
    ["language", cited.language],
    ["note", cited.textHash ? `SHA-256 ${cited.textHash}` : undefined],
    // Addresses are taken as they stand; a brace in one would end the field.
    ["url", cited.url.replace(/[{}]/g, encodeURIComponent)],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = {${value}}`] : []));
  return `@misc{${keyOf(cited)},\n${lines.join(",\n")}\n}\n`;
}

/** As an item of CSL JSON, which most programs for bibliographies read. */
export function asCsl(cited: Cited): string {
  const item = {
    id: keyOf(cited),
    type: "standard",
    title: titleOf(cited),
    author: [{ literal: cited.publisher }],
    publisher: cited.publisher,
    version: cited.version,
    language: cited.language,
    URL: cited.url,
    ...(cited.publishedOn ? { issued: { "date-parts": [cited.publishedOn.split("-").map(Number)] } } : {}),
    ...(cited.clause === null ? {} : { section: cited.clause }),
    ...(cited.textHash ? { note: `SHA-256 ${cited.textHash}` } : {}),
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}
