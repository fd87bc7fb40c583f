import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { EvidenceRow } from "./evidence.server";

/** Citations as pages show them, in a reader's language, by clause. A hidden comment is cited no more. */
export function whyViews(
  rows: readonly EvidenceRow[],
  names: Readonly<Record<string, string>>,
  language: Language,
) {
  return rows.flatMap((row) => {
    const target = targetOf(row, names, language);
    return target
      ? [{ id: row.id, clauseId: row.clauseId, draftId: row.draftId, note: row.note, target }]
      : [];
  });
}

function targetOf(row: EvidenceRow, names: Readonly<Record<string, string>>, language: Language) {
  if (row.component && row.compilation !== null)
    return {
      kind: "component" as const,
      key: row.component,
      name: ownValue(names, row.component) ?? row.component,
      result: row.compilation,
      band: row.band,
    };
  if (row.comment !== null && row.commentDraft !== null)
    return row.commentHidden
      ? null
      : { kind: "comment" as const, number: row.comment, label: row.commentDraft, id: row.commentId ?? "" };
  if (row.record !== null && row.recordTitle && row.recordDate)
    return {
      kind: "record" as const,
      number: row.record,
      title: localize(row.recordTitle, language),
      date: row.recordDate,
    };
  if (row.townhall !== null && row.townhallTitle && row.townhallAt)
    return {
      kind: "townhall" as const,
      number: row.townhall,
      title: localize(row.townhallTitle, language),
      date: row.townhallAt.toISOString().slice(0, 10),
    };
  if (row.system !== null && row.systemName)
    return { kind: "system" as const, key: row.system, name: row.systemName };
  return null;
}
