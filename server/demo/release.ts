import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { demoDomain } from "~/features/accounts/domain/demoDomain";
import { positions } from "~/features/approvals/domain/position";
import { suggestedRule } from "~/features/approvals/domain/rule";
import { approvalValues } from "~/features/approvals/services/approvalValues.server";
import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import { type ApprovalRow, approvalsOf } from "~/features/approvals/services/findApproval.server";
import { openApproval } from "~/features/approvals/services/openApproval.server";
import { takePosition } from "~/features/approvals/services/takePosition.server";
import { callKinds } from "~/features/calls/domain/calls";
import { saveCall } from "~/features/calls/services/calls.server";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import { beginCampaign } from "~/features/membership/services/campaigns.server";
import { streams } from "~/features/processes/domain/streams";
import { recordChanges } from "~/features/processes/services/changes.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { gateChange } from "~/features/release/contracts/gateChange";
import { recordDecision, takeSnapshot as takeBoardSnapshot } from "~/features/release/services/decide.server";
import { gatesOf, saveGate } from "~/features/release/services/gates.server";
import { describeSelfIn } from "~/features/representation/services/describeSelfIn.server";
import {
  setGroupQuestions,
  setSelfQuestions,
  setTargets,
} from "~/features/representation/services/questions.server";
import { takeSnapshot } from "~/features/representation/services/snapshots.server";
import { cellValues } from "~/features/reviews/domain/cells";
import type { FileCell } from "~/features/reviews/domain/cellsCsv";
import { askDocuments, closeRequest } from "~/features/reviews/services/documentRequests.server";
import { findSystem, listSystems } from "~/features/reviews/services/findSystem.server";
import { importCells } from "~/features/reviews/services/saveCells.server";
import { saveSystem } from "~/features/reviews/services/saveSystem.server";
import { settleCell } from "~/features/reviews/services/settle.server";
import { decideReview, volunteer } from "~/features/reviews/services/volunteer.server";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { GateId, UserId } from "~/kernel/ids";
import { type Language, languages } from "~/kernel/language/languages";
import type { Localized } from "~/kernel/language/localized";
import { regions } from "~/kernel/places/regions";
import type { Actor, Deps } from "~/platform/deps";
import { insertMany } from "~db/insertMany";
import { projectPath } from "~db/projectFolder";
import { users } from "~db/schema/accounts";
import { approvalRolls } from "~db/schema/approvals";
import { calls } from "~db/schema/calls";
import { processMembers } from "~db/schema/membership";
import { notices } from "~db/schema/notices";
import { milestones, processes, stakeholderGroups } from "~db/schema/processes";
import { gates } from "~db/schema/release";
import { selfQuestions } from "~db/schema/representation";
import { systems } from "~db/schema/reviews";
import { rounds } from "~db/schema/rounds";
import { done } from "./done";
import { given } from "./given";
import { inAllShown } from "./shown";
import { text } from "./text";

const day = z.iso.date();
const groupKeys = z.array(z.string());
const region = z.enum(regions).nullable();
const cell = z.object({
  component: z.string(),
  criteria: z.union([z.literal("all"), z.array(z.string())]),
  value: z.enum(cellValues),
  url: z.string(),
  note: z.string(),
});

const file = z.object({
  groupQuestions: z.record(z.string(), text),
  selfQuestions: z.array(
    z.object({
      key: z.string(),
      title: text,
      options: z.array(z.object({ key: z.string(), title: text })),
    }),
  ),
  targets: z.object({
    note: text,
    group: z.record(z.string(), z.number()),
    region: z.record(z.string(), z.number()),
  }),
  campaigns: z.array(z.object({ code: z.string(), name: z.string() })),
  calls: z.array(
    z.object({
      kind: z.enum(callKinds),
      title: text,
      body: text,
      missing: z.array(z.string()),
      published: day,
      until: day,
      isOpen: z.boolean(),
    }),
  ),
  milestones: z.array(
    z.object({ stream: z.enum(streams), title: text, startsOn: day, endsOn: day.nullable() }),
  ),
  systems: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      maker: z.string(),
      workgroup: z.string().nullable(),
      about: text,
      links: z.array(z.object({ label: z.string(), url: z.url() })),
      draft: z.string(),
      reviews: z.array(z.object({ reviewer: z.number(), affiliated: z.boolean(), cells: z.array(cell) })),
      settled: z.array(
        z.object({
          component: z.string(),
          criterion: z.string(),
          value: z.enum(cellValues),
          reason: z.string(),
        }),
      ),
      requests: z.array(
        z.object({
          component: z.string(),
          wanted: z.string(),
          asked: day,
          due: day,
          state: z.enum(["open", "answered", "declined"]),
          answer: z.string(),
          answerUrl: z.string(),
        }),
      ),
    }),
  ),
  approvals: z.array(
    z.object({
      draft: z.string(),
      title: text,
      opened: day,
      closed: day,
      people: z.array(z.object({ n: z.number(), position: z.enum(positions), groups: groupKeys, region })),
      objections: z.array(
        z.object({
          groups: groupKeys,
          region,
          language: z.enum(languages),
          reason: z.string(),
          change: z.string(),
        }),
      ),
    }),
  ),
  crowd: z.array(
    z.object({
      n: z.number(),
      groups: groupKeys,
      countries: z.array(z.string()),
      languages: z.array(z.string()),
      campaign: z.string().nullable(),
    }),
  ),
  live: z.object({ title: text }),
  gates: z.array(
    z.object({
      title: text,
      rule: z.object({
        kind: z.enum(["support", "systems", "endorsements", "ready"]),
        least: z.number().optional(),
      }),
      dueOn: day,
    }),
  ),
  board: z.array(
    z.object({
      draft: z.string(),
      day,
      meeting: z.string(),
      decision: z
        .object({
          decision: z.enum(["approved", "sent-back"]),
          on: day,
          by: z.string(),
          reasons: z.string(),
        })
        .nullable(),
    }),
  ),
});

type File = z.infer<typeof file>;
type Text = z.infer<typeof text>;

type World = {
  readonly deps: Deps;
  readonly process: ProcessRow;
  readonly organizer: Actor;
  readonly content: File;
  /** People without names, who make up the demo's figures. */
  readonly crowd: readonly Actor[];
};

const inAll = (words: Text): Localized => ({ source: "en", text: words });
/** Everything of the past happens at noon of its day. */
const at = ({ deps }: Pick<World, "deps">, on: string): Deps => ({
  ...deps,
  now: () => new Date(`${on}T12:00:00Z`),
  // Its people are made up: nobody has to be kept from telling them apart, and figures are the same in every demo.
  randomBelow: () => 0,
});

const lasting = 60 * 24 * 60 * 60 * 1000;

/**
 * The last third of the demo: people in figures, systems with their reviews, approvals, gates and what
 * a board decided. What no published figure stands behind says so where it is shown.
 */
export async function loadRelease(
  deps: Deps,
  process: ProcessRow,
  actors: ReadonlyMap<string, Actor>,
): Promise<void> {
  if ((await listSystems(deps, process)).length > 0) return;
  const content = file.parse(JSON.parse(readFileSync(projectPath("db/demo/release.json"), "utf8")));
  const organizer = given(actors.get("organizer"));
  const crowd = await makeCrowd(deps, content);
  const world: World = { deps, process, organizer, content, crowd };
  await askPeople(world);
  await gather(world);
  await addSystems(world);
  await declareGates(world);
  await approve(world);
  await openLive(world);
  // Who voted and reviewed since the crowd came.
  await takeSnapshot(at(world, "2024-11-20"), process.id);
  // Nobody waits for mail about what happened in 2024.
  await deps.db.delete(notices).where(eq(notices.processId, process.id));
}

async function makeCrowd(deps: Deps, content: File): Promise<Actor[]> {
  const size = content.crowd.reduce((sum, { n }) => sum + n, 0);
  const crowd = Array.from({ length: size }, (_, i): Actor => {
    // Not of the domain of the ready seats: nobody signs in as one of them.
    const email = `person-${i + 1}@crowd.${demoDomain}`;
    return { id: deps.newId() as UserId, email, displayName: "", suspended: false };
  });
  await insertMany(
    deps.db,
    users,
    crowd.map(({ id, email }) => ({ id, email, createdAt: new Date("2024-01-20T12:00:00Z") })),
  );
  return crowd;
}

/** What the process asks people, whom it wants to reach, and its calls. */
async function askPeople(world: World) {
  const { deps, process, organizer, content } = world;
  const english = Object.fromEntries(
    Object.entries(content.groupQuestions).map(([key, words]) => [key, words.en]),
  );
  done(await setGroupQuestions(deps, organizer, process, { language: "en", questions: english }));
  for (const [key, words] of Object.entries(content.groupQuestions))
    await deps.db
      .update(stakeholderGroups)
      .set({ question: inAll(words) })
      .where(eq(stakeholderGroups.key, key));
  const questions = content.selfQuestions.map(({ key, title, options }) => ({
    key,
    title: title.en,
    options: options.map((one) => ({ key: one.key, title: one.title.en })),
  }));
  done(await setSelfQuestions(deps, organizer, process, { language: "en", questions, seen: null }));
  for (const { key, title, options } of content.selfQuestions)
    await deps.db
      .update(selfQuestions)
      .set({
        title: inAll(title),
        options: options.map((one) => ({ key: one.key, title: inAll(one.title) })),
      })
      .where(eq(selfQuestions.key, key));
  const { note, group, region: byRegion } = content.targets;
  const wanted = (breakdown: "group" | "region", percents: Record<string, number>) =>
    Object.entries(percents).map(([key, percent]) => ({ breakdown, key, percent }));
  const targets = [...wanted("group", group), ...wanted("region", byRegion)];
  done(await setTargets(deps, organizer, process, { language: "en", note: note.en, targets, seen: null }));
  await deps.db
    .update(processes)
    .set({ targetsNote: inAll(note) })
    .where(eq(processes.id, process.id));
  for (const campaign of content.campaigns)
    done(await beginCampaign(at(world, "2024-01-20"), organizer, process, campaign));
  for (const [index, call] of content.calls.entries()) {
    const { kind, missing, until } = call;
    const input = { call: null, kind, missing, until, title: call.title.en, body: call.body.en };
    const { number } = done(await saveCall(at(world, call.published), organizer, process, "en", input));
    const open = call.isOpen ? new Date(deps.now().getTime() + lasting).toISOString().slice(0, 10) : until;
    await deps.db
      .update(calls)
      .set({ title: inAll(call.title), body: await inAllShown(deps.db, call.body), until: open })
      .where(eq(calls.number, number));
    if (number !== index + 1) throw new Error("the demo's calls are numbered otherwise");
  }
  await insertMany(
    deps.db,
    milestones,
    content.milestones.map(({ title, ...when }) => ({
      id: deps.newId(),
      processId: process.id,
      title: inAll(title),
      ...when,
    })),
  );
}

/** The crowd comes month by month, and is counted each time. */
async function gather(world: World) {
  const { deps, process, content, crowd } = world;
  const months = ["2024-02-05", "2024-03-05", "2024-04-05", "2024-05-05", "2024-06-05", "2024-07-05"];
  let from = 0;
  const places = content.crowd.flatMap((part) =>
    Array.from({ length: part.n }, (_, i) => ({ part, i, actor: given(crowd[from++]) })),
  );
  for (const [month, on] of months.entries()) {
    const moment = at(world, on);
    for (const { part, i, actor } of places.filter(({ i: nth }) => nth % months.length === month)) {
      const campaign = part.campaign ?? "";
      done(
        await describeSelfIn(moment, actor, process, {
          groups: part.groups,
          country: part.countries[i % part.countries.length] ?? "",
          languages: part.languages.slice(0, 1 + (i % Math.max(1, part.languages.length))),
          self: { place: (["work", "study", "public", "home"] as const)[i % 4] as string },
          campaign,
        }),
      );
    }
    await takeSnapshot(moment, process.id);
  }
  // The seats came when the demo was made, long after what it tells.
  await deps.db
    .update(processMembers)
    .set({ joinedAt: new Date("2024-01-20T12:00:00Z") })
    .where(eq(processMembers.role, "organizer"));
}

async function addSystems(world: World) {
  const { deps, process, organizer, content, crowd } = world;
  const groups = await workgroupsOf(deps.db, process.id);
  const criteria = (await criteriaOf(deps.db, process.id)).map(({ key }) => key);
  for (const one of content.systems) {
    const { key, name, maker, links } = one;
    const workgroup = groups.find((group) => group.key === one.workgroup)?.id ?? null;
    const input = { was: null, key, name, maker, links, workgroup, about: one.about.en };
    done(await saveSystem(at(world, "2024-04-01"), organizer, process, "en", input));
    await deps.db
      .update(systems)
      .set({ about: inAll(one.about) })
      .where(eq(systems.key, key));
    const system = await findSystem(deps, process, key);
    if (!system) throw new Error("a system of the demo is not there");
    for (const { reviewer, affiliated, cells } of one.reviews) {
      const actor = given(crowd[crowd.length - reviewer]);
      const offered = done(
        await volunteer(at(world, "2024-04-02"), actor, process, system, { affiliated, motivation: "" }),
      );
      done(
        await decideReview(at(world, "2024-04-03"), organizer, process, {
          review: offered.id,
          decision: "confirmed",
          affiliated,
        }),
      );
      const said = cells.flatMap((cell): FileCell[] =>
        (cell.criteria === "all" ? criteria : cell.criteria).map((criterion) => ({
          component: cell.component,
          criterion,
          value: cell.value,
          url: cell.url,
          note: cell.note,
        })),
      );
      done(
        await importCells(at(world, "2024-10-05"), actor, process, system, { draft: one.draft, cells: said }),
      );
    }
    for (const settled of one.settled)
      done(
        await settleCell(at(world, "2024-10-06"), organizer, process, system, {
          input: { draft: one.draft, ...settled },
          isOrganizer: true,
        }),
      );
    for (const [i, asked] of one.requests.entries()) {
      const { component, wanted, due: dueOn, state, answer, answerUrl } = asked;
      const request = { component, wanted, recipient: "", dueOn, language: "en" as const };
      done(
        await askDocuments(at(world, asked.asked), organizer, process, system, {
          asked: request,
          isOrganizer: true,
        }),
      );
      if (state !== "open")
        done(
          await closeRequest(at(world, dueOn), organizer, process, system, {
            input: { request: i + 1, state, answer, answerUrl },
            isOrganizer: true,
          }),
        );
    }
  }
}

async function declareGates({ deps, process, organizer, content }: World) {
  const of = { kind: gateChange, processId: process.id, scope: process.id, actor: organizer };
  await deps.db.transaction(async (tx) => {
    for (const [at, { title, rule, dueOn }] of content.gates.entries()) {
      const id = deps.newId() as GateId;
      const { kind, least = 1 } = rule;
      const isCounted = kind === "systems" || kind === "endorsements";
      const declared = { title: inAll(title), dueOn };
      await tx.insert(gates).values({
        ...declared,
        id,
        processId: process.id,
        rule: isCounted ? { kind, least } : { kind },
        position: at + 1,
      });
      const after = { ...declared, kind, least: isCounted ? least : null };
      await recordChanges(deps, tx, of, [{ subject: id, before: null, after }]);
    }
  });
}

/** Approvals of 2024 with the board's meetings between them, in the order of their days. */
async function approve(world: World) {
  const { process, organizer, content } = world;
  for (const approval of content.approvals) {
    const row = await prepare(world, approval.draft, approval.title, null, approval.opened);
    done(await openApproval(at(world, approval.opened), organizer, process, row));
    const opened = await rowOf(world, row.round.number);
    const left = new Set(world.crowd);
    const rolls = await world.deps.db
      .select()
      .from(approvalRolls)
      .where(eq(approvalRolls.roundId, row.round.id));
    const rollOf = new Map(rolls.map((one) => [one.userId as string, one]));
    /** Somebody of the crowd who may speak in these groups, of the region if there is anyone of it left. */
    const speakerOf = (groups: readonly string[], region: string | null) => {
      const fits = [...left].filter(({ id }) => groups.every((key) => rollOf.get(id)?.groups.includes(key)));
      const exactly = fits.filter(({ id }) => rollOf.get(id)?.groups.length === groups.length);
      const isOfRegion = ({ id }: Actor) => rollOf.get(id)?.region === region;
      const actor = given(exactly.find(isOfRegion) ?? fits.find(isOfRegion) ?? exactly[0] ?? fits[0]);
      left.delete(actor);
      return actor;
    };
    const speak = async (said: {
      position: (typeof positions)[number];
      groups: string[];
      region: (typeof regions)[number] | null;
      reason: string;
      change: string;
      language: Language;
    }) => {
      const actor = speakerOf(said.groups, said.region);
      const region = rollOf.get(actor.id)?.region === said.region ? said.region : null;
      const key = world.deps.newId();
      const position = { ...said, region, prev: null, key };
      done(await takePosition(at(world, approval.opened), actor, opened, position));
    };
    for (const { n, ...said } of approval.people)
      for (let i = 0; i < n; i++) await speak({ ...said, reason: "", change: "", language: "en" });
    for (const said of approval.objections) await speak({ ...said, position: "object" });
    done(await closeRound(at(world, approval.closed), organizer, opened.round));
    const meeting = content.board.find(({ draft }) => draft === approval.draft);
    if (meeting) await meet(world, meeting);
  }
}

async function meet(world: World, { draft, day: on, meeting, decision }: File["board"][number]) {
  const { process, organizer } = world;
  const { number } = done(await takeBoardSnapshot(at(world, on), organizer, process, { draft, meeting }));
  if (!decision) return;
  done(
    await recordDecision(at(world, decision.on), organizer, process, {
      snapshot: number,
      decision: decision.decision,
      reasons: decision.reasons,
      decidedBy: decision.by,
      decidedOn: decision.on,
    }),
  );
}

/** An approval of the version that is open now, for newcomers to take part in, and gates that lie ahead. */
async function openLive(world: World) {
  const { deps, process, organizer, content } = world;
  const newest = (await listDrafts(deps, process, false)).at(-1);
  if (!newest) throw new Error("the demo has no draft");
  const ends = new Date(deps.now().getTime() + lasting);
  const row = await prepare(world, newest.label, content.live.title, ends, null);
  done(await openApproval(deps, organizer, process, row));
  const dueOn = ends.toISOString().slice(0, 10);
  for (const { id, title, rule } of await gatesOf(deps.db, process)) {
    const least = "least" in rule ? rule.least : 1;
    done(
      await saveGate(deps, organizer, process, "en", {
        id,
        title: title.text.en ?? "",
        kind: rule.kind,
        least,
        dueOn,
        reason: "The approval of the newest draft ends on this day.",
      }),
    );
  }
}

async function prepare(
  world: World,
  draft: string,
  title: Text,
  closesAt: Date | null,
  on: string | null,
): Promise<ApprovalRow> {
  const { deps, process, organizer } = world;
  const values = approvalValues(suggestedRule, { title: title.en, draft, closesAt: null });
  const input = {
    ...values,
    groupComparison: suggestedRule.group.comparison,
    totalComparison: suggestedRule.total.comparison,
    closesAt,
  };
  const { number, id } = done(await draftApproval(on ? at(world, on) : deps, organizer, process, input));
  await deps.db
    .update(rounds)
    .set({ title: inAll(title) })
    .where(eq(rounds.id, id));
  return rowOf(world, number);
}

async function rowOf({ deps, process }: World, number: number): Promise<ApprovalRow> {
  const row = (await approvalsOf(deps.db, process.id, true)).find(({ round }) => round.number === number);
  if (!row) throw new Error("an approval of the demo is not there");
  return row;
}
