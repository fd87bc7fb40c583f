import { snapshotsOf } from "~/features/release/services/decide.server";
import { gatesOf } from "~/features/release/services/gates.server";
import { localize } from "~/kernel/language/localized";
import { saidIn, type TimelineEntry, type TimelineRegistration } from "~/platform/timeline";

/** What the board decided, and when gates are due. */
export const releaseTimeline: TimelineRegistration = async ({ deps, process, language, t }) => {
  const [snapshots, gates] = await Promise.all([snapshotsOf(deps.db, process), gatesOf(deps.db, process)]);
  const decisions = snapshots.flatMap(({ snapshot, decision, label }): TimelineEntry[] =>
    decision
      ? [
          {
            id: snapshot.id,
            stream: "release",
            kind: "decision",
            from: decision.decidedOn,
            to: null,
            title: saidIn(language, t(`release:decision.${decision.decision}`, { label })),
            path: `/board/${snapshot.number}`,
          },
        ]
      : [],
  );
  const due = gates.map((gate): TimelineEntry => {
    const { text, language: of, state } = localize(gate.title, language);
    return {
      id: gate.id,
      stream: "release",
      kind: "gate",
      from: gate.dueOn,
      to: null,
      title: { text: t("timeline:gateDue", { gate: text }), language: of, state },
      path: "/board",
    };
  });
  return [...decisions, ...due];
};
