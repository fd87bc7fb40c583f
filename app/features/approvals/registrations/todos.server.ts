import { sql } from "drizzle-orm";
import { z } from "zod";
import { approvalTodos, todos } from "~/features/approvals/domain/todos";
import { notices } from "~/features/approvals/feature";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";
import { ballotLogs, ballotVoters, rounds, seats } from "~db/schema/rounds";

const facts = z.object({ number: z.number(), draft: z.string(), taken: z.boolean() });

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
        join ${rounds} r on r.process_id = m.process_id and r.kind = 'approval' and r.state = 'open'
          and m.joined_at <= r.opened_at
        join ${ballotLogs} l on l.round_id = r.id
        join ${approvals} a on a.round_id = r.id
        join ${drafts} d on d.id = a.draft_id
        left join ${seats} s on s.round_id = r.id and s.user_id = m.user_id
        left join ${ballotVoters} v on v.log = l.log and v.voter = s.voter
      where ${theirs(sql`m.user_id`)} and s.given_up_at is null`,
  },
];
