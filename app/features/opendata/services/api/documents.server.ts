import { z } from "zod";
import { clauseKinds, numberClauses, stabilities } from "~/features/drafts/domain/clause";
import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import { changeList } from "~/features/drafts/services/comparisonViews.server";
import { clauseRows, findDraft } from "~/features/drafts/services/findDraft.server";
import { translationsOf } from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { conclusionVerdicts } from "~/features/reviews/domain/conclusion";
import { inTheWay } from "~/features/reviews/domain/held";
import { ruleFor } from "~/features/reviews/services/board.server";
import { heldSystems } from "~/features/reviews/services/heldSystems.server";
import { newestPublished, reviewedVersions } from "~/features/reviews/services/reviewedVersions.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

const cells = z.array(z.object({ component: z.string(), criterion: z.string(), value: z.string() }));

/** What the API has beyond rows: documents that are put together of them. */
export type ApiDocument = {
  /** Below the address of a process; parts in braces are parameters. */
  readonly path: string;
  readonly about: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly schema: z.ZodType;
  readonly read: (
    deps: Pick<Deps, "db" | "work">,
    process: ProcessRow,
    named: readonly string[],
    language: Language,
  ) => Promise<unknown>;
};

export const apiDocuments: readonly ApiDocument[] = [
  {
    path: "drafts/{label}/text",
    about: "A version as a text, in a language: reviewed translations, and the source where there is none.",
    parameters: { label: 'Label of a version that is out, "1.0".' },
    schema: z.object({
      label: z.string(),
      textHash: z.string().nullable(),
      clauses: z.array(
        z.object({
          id: z.guid(),
          number: z.string(),
          kind: z.enum(clauseKinds),
          stability: z.enum(stabilities),
          heading: z.string(),
          body: z.string(),
          language: z.string(),
        }),
      ),
    }),
    read: async (deps, process, [label], language) => {
      const draft = await findDraft(deps, process, label, false);
      if (!draft) return null;
      const rows = await clauseRows(deps.db, draft.id);
      const numbers = numberClauses(rows);
      const translated = new Map(
        (await translationsOf(deps, draft.id))
          .filter((one) => one.language === language && one.state === "reviewed")
          .map((one) => [one.unitId as string, one.texts]),
      );
      return {
        label: draft.label,
        textHash: draft.textHash,
        clauses: rows.map((clause, i) => {
          const texts = language === clause.language ? undefined : translated.get(clause.clauseId);
          return {
            id: clause.clauseId,
            number: numbers[i],
            kind: clause.kind,
            stability: clause.stability,
            heading: texts?.heading ?? clause.heading,
            body: texts?.body ?? clause.body,
            language: texts ? language : clause.language,
          };
        }),
      };
    },
  },
  {
    path: "comparisons/{from}/{to}",
    about: "What changed from one version to another, clause by clause.",
    parameters: { from: "Label of a version that is out.", to: "Label of another." },
    schema: z.object({
      from: z.string(),
      to: z.string(),
      changes: z.array(
        z.object({
          kind: z.string(),
          moved: z.boolean(),
          from: z.array(z.string()),
          to: z.array(z.string()),
        }),
      ),
    }),
    read: async (deps, process, [from, to]) => {
      const before = await findDraft(deps, process, from, false);
      const after = await findDraft(deps, process, to, false);
      if (!before || !after) return null;
      const changes = changeList(await compareDrafts(deps, before, after));
      return {
        from: before.label,
        to: after.label,
        changes: changes.map(({ at: _, ...change }) => change),
      };
    },
  },
  {
    path: "conclusions/{label}",
    about: "Which systems meet a version: the conclusion of each, and the cells that stand in its way.",
    parameters: { label: 'Label of a version that is out, or "newest".' },
    schema: z.object({
      label: z.string(),
      systems: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          maker: z.string(),
          about: z.string(),
          verdict: z.enum(conclusionVerdicts),
          asked: z.int(),
          done: z.int(),
          against: cells,
          missing: cells,
        }),
      ),
    }),
    read: async (deps, process, [label], language) => {
      const versions = await reviewedVersions(deps.db, process);
      const at =
        label === "newest"
          ? newestPublished(versions)
          : versions.find(({ draft }) => draft.label === label && draft.state !== "working");
      if (!at) return null;
      const { criteria, systems } = await heldSystems(deps, process, at, versions);
      const rule = ruleFor(process);
      return {
        label: at.draft.label,
        systems: systems.map(({ system, held }) => {
          const { against, missing } = inTheWay(held, at.version.items, criteria, rule);
          return {
            key: system.key,
            name: system.name,
            maker: system.maker,
            about: localize(system.about, language).text,
            verdict: held.verdict,
            asked: held.asked,
            done: held.done,
            against,
            missing,
          };
        }),
      };
    },
  },
];

/** The document at an address below a process, with what its parameters are there; null for none. */
export function documentAt(path: string): { document: ApiDocument; named: string[] } | null {
  const parts = path.split("/");
  for (const document of apiDocuments) {
    const wanted = document.path.split("/");
    if (wanted.length !== parts.length) continue;
    if (wanted.every((one, i) => one.startsWith("{") || one === parts[i]))
      return { document, named: parts.filter((_, i) => wanted[i]?.startsWith("{")) };
  }
  return null;
}
