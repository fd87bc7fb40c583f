import { sql } from "drizzle-orm";
import { z } from "zod";
import {
  approvalTodos,
  deskTodos,
  type PendingApproval,
  pendingTodos,
  todos,
} from "~/features/approvals/domain/todos";
import { notices } from "~/features/approvals/feature";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { roundIs } from "~/features/rounds/services/read.server";
import type { Localized } from "~/kernel/language/localized";
import { approvalRolls, approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";
import { ballotLogs, ballotVoters, rounds, seats } from "~db/schema/rounds";

const facts = z.object({ number: z.number(), draft: z.string(), taken: z.boolean() });

const pending: z.ZodType<PendingApproval> = z.object({
  number: z.number(),
  title: z.custom<Localized>(),
  draft: z.string(),
  state: z.enum(["draft", "open"]),
  isScheduled: z.boolean(),
  hasDeadline: z.boolean(),
  onRoll: z.number(),
  taken: z.number(),
  openedAt: z.string().nullable(),
});

/** Open approvals, for those who took part in the process before they opened. */
export const approvalsTodos: readonly TodoSource[] = [
  {
    whose: "own",
    ending: notices["approval-ending"],
    kinds: todos,
    todos: decided(facts, (found, { until }) => approvalTodos(found, until)),
    rows: (theirs) => sql`
      select m.user_id, r.process_id, l.closes_at as until, jsonb_build_object(
        'number', r.number, 'draft', d.label, 'taken', v.last_kind is not distinct from 'cast') as facts
      from ${processMembers} m
        join ${rounds} r on r.process_id = m.process_id and r.kind = 'approval' and ${roundIs("open", "r")}
          and m.joined_at <= r.opened_at
        join ${ballotLogs} l on l.round_id = r.id
        join ${approvals} a on a.round_id = r.id
        join ${drafts} d on d.id = a.draft_id
        left join ${seats} s on s.round_id = r.id and s.user_id = m.user_id
        left join ${ballotVoters} v on v.log = l.log and v.voter = s.voter
      where ${theirs(sql`m.user_id`)} and s.given_up_at is null`,
  },
  {
    whose: "organizers",
    page: "approvals",
    kinds: deskTodos,
    todos: decided(pending, (found, { now, until }) => pendingTodos(found, { now, opensAt: until })),
    // Who has answered is counted only where nothing else closes the approval.
    rows: (ofThese) => sql`
      select r.process_id, case when r.opening_refused is null then r.opens_at end as until, jsonb_build_object(
        'number', r.number, 'title', r.title, 'draft', d.label, 'state', r.state,
        'isScheduled', r.opens_at is not null and r.opening_refused is null,
        'hasDeadline', r.closes_at is not null, 'openedAt', r.opened_at, 'onRoll', case
          when l.log is null then 0 else (select count(*) from ${approvalRolls} o where o.round_id = r.id) end,
        'taken', (select count(*) from ${ballotVoters} v where v.log = l.log and v.last_kind = 'cast')) as facts
      from ${rounds} r
        join ${approvals} a on a.round_id = r.id
        join ${drafts} d on d.id = a.draft_id
        left join ${ballotLogs} l on l.round_id = r.id and r.closes_at is null
      where r.kind = 'approval' and r.state in ('draft', 'open') and ${ofThese(sql`r.process_id`)}`,
  },
];
