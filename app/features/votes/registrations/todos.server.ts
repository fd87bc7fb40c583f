import { sql } from "drizzle-orm";
import { z } from "zod";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { roundIs } from "~/features/rounds/services/read.server";
import {
  againTodoKinds,
  againTodos,
  type ChangedFacts,
  deskTodos,
  type RoundFacts,
  roundTodos,
  todos,
  type VoteFacts,
  voteTodos,
} from "~/features/votes/domain/todos";
import { notices } from "~/features/votes/feature";
import type { Localized } from "~/kernel/language/localized";
import { componentChanges } from "~db/schema/components";
import { processMembers } from "~db/schema/membership";
import { ballotEntries, ballotLogs, ballotVoters, rounds, savedBallots, seats } from "~db/schema/rounds";
import { workgroups } from "~db/schema/workgroups";

const facts: z.ZodType<VoteFacts> = z.object({
  number: z.number(),
  title: z.custom<Localized>(),
  workgroup: z.string().nullable(),
  asked: z.number(),
  seated: z.boolean(),
  cast: z.boolean(),
  saved: z.number(),
});

const changedFacts: z.ZodType<ChangedFacts> = z.object({
  number: z.number(),
  title: z.custom<Localized>(),
  changes: z.number(),
});

const deskFacts: z.ZodType<RoundFacts> = z.object({
  number: z.number(),
  title: z.custom<Localized>(),
  state: z.enum(["draft", "open"]),
  isScheduled: z.boolean(),
  hasDeadline: z.boolean(),
  onRoll: z.number(),
  voted: z.number(),
});

/** Open rounds on whose roll somebody is, and public ones of processes that they take part in. */
export const votesTodos: readonly TodoSource[] = [
  {
    whose: "own",
    ending: notices["round-ending"],
    kinds: todos,
    todos: decided(facts, (found, { until }) => voteTodos(found, until)),
    rows: (theirs) => sql`
      select s.user_id, r.process_id, l.closes_at as until, jsonb_build_object(
        'number', r.number, 'title', r.title, 'workgroup', w.name, 'asked', cardinality(r.asked), 'seated', true,
        'cast', v.last_kind is not distinct from 'cast',
        'saved', (select count(*) from jsonb_object_keys(b.choices))) as facts
      from ${seats} s
        join ${rounds} r on r.id = s.round_id and r.kind = 'components' and ${roundIs("open", "r")}
        join ${ballotLogs} l on l.round_id = r.id
        left join ${workgroups} w on w.id = r.workgroup_id
        left join ${ballotVoters} v on v.log = l.log and v.voter = s.voter
        left join ${savedBallots} b on b.seat_id = s.id
      where ${theirs(sql`s.user_id`)} and s.given_up_at is null
      union all
      select m.user_id, r.process_id, l.closes_at, jsonb_build_object(
        'number', r.number, 'title', r.title, 'workgroup', null, 'asked', cardinality(r.asked), 'seated', false,
        'cast', false, 'saved', 0)
      from ${processMembers} m
        join ${rounds} r on r.process_id = m.process_id and r.kind = 'components' and ${roundIs("open", "r")}
          and r.workgroup_id is null
        join ${ballotLogs} l on l.round_id = r.id
      where ${theirs(sql`m.user_id`)}
        and not exists (select from ${seats} s where s.user_id = m.user_id
          and (s.round_id = r.id or s.once_in = r.process_id || '/' || r.plan))`,
  },
  {
    whose: "own",
    kinds: againTodoKinds,
    todos: decided(changedFacts, (found, { until }) => againTodos(found, until)),
    // A round asks what stood on the list when it was drafted; who casts again has seen what was changed since.
    rows: (theirs) => sql`
      select s.user_id, r.process_id, l.closes_at as until, jsonb_build_object(
        'number', r.number, 'title', r.title, 'changes', count(distinct c.version)) as facts
      from ${seats} s
        join ${rounds} r on r.id = s.round_id and r.kind = 'components' and ${roundIs("open", "r")}
        join ${componentChanges} c on c.process_id = r.process_id and c.version > r.component_version
          and c.from_keys && r.asked
        join ${ballotLogs} l on l.round_id = r.id
        join ${ballotVoters} v on v.log = l.log and v.voter = s.voter and v.last_kind = 'cast'
        join ${ballotEntries} e on e.leaf = v.last_leaf and e.log = l.log and e.at < c.at
      where ${theirs(sql`s.user_id`)} and s.given_up_at is null
      group by s.user_id, r.id, l.log`,
  },
  {
    whose: "organizers",
    page: "rounds",
    kinds: deskTodos,
    todos: decided(deskFacts, (found, { until }) => roundTodos(found, until)),
    // Who votes is counted only where nothing else closes the round.
    rows: (ofThese) => sql`
      select r.process_id, case when r.opening_refused is null then r.opens_at end as until, jsonb_build_object(
        'number', r.number, 'title', r.title, 'state', r.state,
        'isScheduled', r.opens_at is not null and r.opening_refused is null, 'hasDeadline', r.closes_at is not null,
        'onRoll', coalesce(v.on_roll, 0), 'voted', coalesce(v.voted, 0)) as facts
      from ${rounds} r
        left join ${ballotLogs} l on l.round_id = r.id and r.closes_at is null
        left join lateral (
          select count(*) as on_roll, count(*) filter (where last_kind = 'cast') as voted
          from ${ballotVoters} where log = l.log) v on l.log is not null
      where r.kind = 'components' and r.state in ('draft', 'open') and ${ofThese(sql`r.process_id`)}`,
  },
];
