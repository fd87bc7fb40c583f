import { type DraftRow, listDrafts } from "~/features/drafts/services/findDraft.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { BoardState, GateState } from "~/features/release/domain/gates";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { renderCached } from "~/platform/texts/rendered.server";
import { boardHash, boardState } from "./boardState.server";
import { type SnapshotRow, snapshotsOf } from "./decide.server";

/**
 * Titles of the stakeholder groups by key, in a reader's language: as a state kept them, and as they are
 * now for a state that was kept before titles were.
 */
export async function groupTitles(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: Language,
  state: BoardState | null,
): Promise<Readonly<Record<string, string>>> {
  const titles: [string, GateState["title"]][] = state?.groups
    ? Object.entries(state.groups)
    : (await stakeholderGroupsOf(deps.db, process.id)).map(({ key, title }) => [key, title]);
  return Object.fromEntries(titles.map(([key, title]) => [key, localize(title, language).text]));
}

/** The gates of a state as a reader of a language sees them. */
export function gatesShown(state: BoardState, language: Language) {
  return state.gates.map((gate) => ({ ...gate, title: localize(gate.title, language) }));
}

export function snapshotLine({ snapshot, decision, label }: SnapshotRow) {
  return {
    number: snapshot.number,
    draft: label,
    meeting: snapshot.meeting,
    takenAt: snapshot.takenAt,
    hash: snapshot.hash,
    met: snapshot.state.gates.filter(({ isMet }) => isMet).length,
    gates: snapshot.state.gates.length,
    decision: decision && {
      decision: decision.decision,
      decidedBy: decision.decidedBy,
      decidedOn: decision.decidedOn,
    },
  };
}

/** A snapshot whole: its gates as they were, whether it still has its hash, and the decision. */
export function snapshotPage(row: SnapshotRow, language: Language) {
  const { snapshot, decision } = row;
  return {
    ...snapshotLine(row),
    state: { draft: snapshot.state.draft, draftHash: snapshot.state.draftHash, day: snapshot.state.day },
    gatesThen: gatesShown(snapshot.state, language),
    isWhole: boardHash(snapshot.state) === snapshot.hash,
    reasons: decision ? renderCached("message", decision.reasons, "decision-") : null,
    recordedAt: decision?.recordedAt ?? null,
  };
}

/** The board as it is now for one published draft (the newest unless another is named), with its snapshots. */
export async function boardPage(
  deps: Pick<Deps, "db" | "now" | "work">,
  process: ProcessRow,
  language: Language,
  label: string | null,
): Promise<null | {
  readonly drafts: readonly string[];
  readonly draft: DraftRow | null;
  readonly state: BoardState | null;
  readonly gates: ReturnType<typeof gatesShown>;
  readonly snapshots: ReturnType<typeof snapshotLine>[];
  readonly groups: Readonly<Record<string, string>>;
}> {
  const drafts = await listDrafts(deps, process, false);
  const draft = label === null ? drafts.at(-1) : drafts.find((one) => one.label === label);
  if (label !== null && !draft) return null;
  const state = draft ? await boardState(deps, process, draft) : null;
  return {
    drafts: drafts.map((one) => one.label).toReversed(),
    draft: draft ?? null,
    state,
    gates: state ? gatesShown(state, language) : [],
    snapshots: (await snapshotsOf(deps.db, process)).map(snapshotLine),
    groups: await groupTitles(deps, process, language, state),
  };
}
