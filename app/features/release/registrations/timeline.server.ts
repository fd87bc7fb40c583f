import { sql } from "drizzle-orm";
import { z } from "zod";
import { boardVerdicts } from "~/features/release/domain/gates";

import { type Localized, localize } from "~/kernel/language/localized";
import { saidAs, saidIn, type TimelineRegistration, timelineSource } from "~/platform/timeline";
import { drafts } from "~db/schema/drafts";
import { boardDecisions, boardSnapshots, gates } from "~db/schema/release";

/** What the board decided, and when gates are due. */
export const releaseTimeline: TimelineRegistration = [
  timelineSource(
    "decision",
    z.object({ number: z.number(), label: z.string(), decision: z.enum(boardVerdicts) }),
    (processId) => sql`
      select 'release' as stream, b.id::text, x.decided_on as starts, null::date as ends,
        jsonb_build_object('number', b.number, 'label', d.label, 'decision', x.decision) as facts
      from ${boardSnapshots} b join ${boardDecisions} x on x.snapshot_id = b.id join ${drafts} d on d.id = b.draft_id
      where b.process_id = ${processId}`,
    ({ number, label, decision }, { language, t }) => ({
      title: saidIn(language, t(`release:decision.${decision}`, { label })),
      path: `/board/${number}`,
    }),
  ),
  timelineSource(
    "gate",
    z.object({ title: z.custom<Localized>() }),
    (processId) => sql`
      select 'release' as stream, id::text, due_on as starts, null::date as ends,
        jsonb_build_object('title', title) as facts
      from ${gates} where process_id = ${processId}`,
    (gate, { language, t }) => ({
      title: saidAs(localize(gate.title, language), (text) => t("timeline:gateDue", { gate: text })),
      path: "/board",
    }),
  ),
];
