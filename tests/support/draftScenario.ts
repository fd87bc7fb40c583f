import { createDraft } from "~/features/drafts/services/createDraft.server";
import { editNote } from "~/features/drafts/services/editClause.server";
import {
  type ClauseRow,
  clauseRows,
  type DraftRow,
  findDraft,
} from "~/features/drafts/services/findDraft.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import { plain } from "~/kernel/language/localized";
import { type Scenario, there, value } from "./scenario";

export const text = `## What it means

### The system

It learns from the data it is given and answers as it was taught.

### The freedoms

Whoever receives it may use it for any purpose, study how it works, modify it and share it.
`;

const week = 7 * 24 * 60 * 60 * 1000;

/** A working version with this text; matched with the version before as an import does. */
export async function working(s: Scenario, label: string, markdown = text): Promise<DraftRow> {
  value(await createDraft(s.deps, s.organizer, s.process, label));
  const draft = await draftCalled(s, label);
  value(await importDraft(s.deps, s.organizer, draft, { markdown }, new Map()));
  value(await editNote(s.deps, draft, plain(`What changed in ${label}.`)));
  return draftCalled(s, label);
}

/** A published version that is open for comments for a week. */
export async function published(s: Scenario, label: string, markdown = text): Promise<DraftRow> {
  const draft = await working(s, label, markdown);
  const until = new Date(s.deps.now().getTime() + week);
  value(await publishDraft(s.deps, s.organizer, s.process, draft, until));
  return draftCalled(s, label);
}

export async function draftCalled(s: Scenario, label: string): Promise<DraftRow> {
  return there(await findDraft(s.deps, s.process, label, true));
}

/** The clause of a version with this heading. */
export async function clauseCalled(s: Scenario, draft: DraftRow, heading: string): Promise<ClauseRow> {
  return there((await clauseRows(s.deps.db, draft.id)).find((row) => row.heading === heading));
}
