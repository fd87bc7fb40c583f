/** What a block of a draft is. A section is a block of its own: its heading, before the clauses it holds. */
export const clauseKinds = [
  "section",
  "preamble",
  "definition",
  "requirement",
  "checklist",
  "clarification",
] as const;
export type ClauseKind = (typeof clauseKinds)[number];

/** How likely its editors think a clause is to change before the end. */
export const stabilities = ["unlikely", "rather-unlikely", "rather-likely", "likely"] as const;
export type Stability = (typeof stabilities)[number];

/** Working: seen by organizers alone. The others are public and never change again. */
export const draftStates = ["working", "published", "superseded", "final"] as const;

/** Where a text of a clause of a working version came from. */
export const revisionSources = [
  "begun",
  "edited",
  "merged",
  "suggested",
  "undone",
  "restored",
  "imported",
  "split",
  "joined",
] as const;
export type RevisionSource = (typeof revisionSources)[number];

/** One block of a draft. `id` lives through versions. */
export type Clause = {
  readonly id: string;
  readonly kind: ClauseKind;
  readonly heading: string;
  /** Markdown. */
  readonly body: string;
  readonly stability: Stability;
  /** Clauses of an earlier version that it was split off or merged from. */
  readonly origins: readonly string[];
};

/**
 * The number a reader sees before each block: sections count 1, 2, …; clauses 1.1, 1.2, … within
 * theirs. Clauses before the first section count 0.1, 0.2, …
 */
export function numberClauses(clauses: readonly Pick<Clause, "kind">[]): string[] {
  let section = 0;
  let clause = 0;
  return clauses.map(({ kind }) => {
    if (kind !== "section") return `${section}.${++clause}`;
    section++;
    clause = 0;
    return String(section);
  });
}

/**
 * The heading that an imported block will have: its own, else that of the clause it continues, which a text without
 * headings does not repeat. A section has none but its own.
 */
export function importedHeading(
  block: Pick<Clause, "kind" | "heading">,
  continued: Pick<Clause, "heading"> | undefined,
): string {
  return block.heading || (block.kind === "section" ? "" : (continued?.heading ?? ""));
}
