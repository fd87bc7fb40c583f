import { readFileSync } from "node:fs";
import { and, eq, sql } from "drizzle-orm";
import { demoDomain } from "~/features/accounts/domain/demoDomain";
import { changeList } from "~/features/components/services/changeList.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import { sealingPage, sealPlan } from "~/features/plans/services/sealPlan.server";
import type { Stream } from "~/features/processes/domain/streams";
import { addMilestone } from "~/features/processes/services/editProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { ballotAppender } from "~/features/rounds/services/appender.server";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { draftRound, type RoundInput } from "~/features/rounds/services/draftRound.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import { type RoundRow, roundsOf } from "~/features/rounds/services/read.server";
import { setFileSeats } from "~/features/rounds/services/roll.server";
import type { Choice } from "~/features/rules/domain/ballotBox";
import { presets } from "~/features/rules/domain/presets";
import { importBallots } from "~/features/votes/services/importBallots.server";
import { type WorkgroupRow, workgroupsOf } from "~/features/workgroups/services/read.server";
import { saveWorkgroup } from "~/features/workgroups/services/workgroups.server";
import { readTable } from "~/kernel/csv/lines";
import type { UserId } from "~/kernel/ids";
import { ownValue, put } from "~/kernel/keyed";
import type { Localized } from "~/kernel/language/localized";
import type { Actor, Announcement, Deps, Mail } from "~/platform/deps";
import { inside } from "~/platform/heavy/work";
import { runOn } from "~db/client";
import { projectPath } from "~db/projectFolder";
import { users } from "~db/schema/accounts";
import { components } from "~db/schema/components";
import { processMembers } from "~db/schema/membership";
import { milestones, processes } from "~db/schema/processes";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";
import { done } from "./done";
import { loadDrafts } from "./drafts";
import { loadEndorsements } from "./endorsements";
import { given } from "./given";
import { loadRelease } from "./release";
import { demoGroups, demoSeats, demoSlug } from "./seats";
import { loadTownhalls } from "./townhalls";

type Texts = Record<string, Localized["text"] & { en: string }>;
const figureColumns = ["component", "workgroup", "criterion", "required", "not_necessary"] as const;
type Figure = Readonly<Record<(typeof figureColumns)[number], string>>;

const read = (name: string) => readFileSync(projectPath(`db/demo/${name}`), "utf8");
/** The rows of one of the demo's CSV files; a file that does not fit is a bug. */
function readRows<C extends string>(name: string, columns: readonly C[]): Readonly<Record<C, string>>[] {
  const table = done(readTable(read(name), { columns }));
  if (table.problems.length > 0) throw new Error(`${name}: line ${table.problems[0]?.line} does not fit`);
  return table.rows.map(({ values }) => values);
}

const inAll = (text: Localized["text"]): Localized => ({ source: "en", text });

/** A part of the demo, which says nothing where it is there already. */
type Part = (deps: Deps) => Promise<void>;

/** What comes after the process with its votes; a demo that was loaded by an earlier version lacks the last of them. */
const ofProcess = [loadDrafts, loadTownhalls, loadRelease, loadEndorsements].map(
  (load): Part =>
    async (deps) => {
      const demo = await peopled(deps);
      if (demo) await load(deps, demo.process, demo.actors);
    },
);
const parts: readonly Part[] = [loadVotes, ...ofProcess];

/**
 * Loads the demo into a database that has no process yet: the published figures of the 2024 vote
 * as four closed rounds with a published result, and live rounds that a newcomer can vote in.
 * Everything goes through the services that people use. Each part is there as a whole or not at all: a start that was
 * cut off is gone on with, and of servers that start together one loads a part. They are transactions of their own,
 * because a row that one transaction writes a thousand times costs more each time.
 */
export async function loadDemo(deps: Deps): Promise<void> {
  for (const part of parts) await loadPart(deps, part);
}

async function loadPart(deps: Deps, part: Part): Promise<void> {
  const announcements: Announcement[] = [];
  const mails: Mail[] = [];
  await deps.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7263482)`);
    await part({
      ...inside(deps, tx),
      appendBallot: ballotAppender(runOn(tx)),
      publish: (announcement) => void announcements.push(announcement),
      mail: async (mail) => {
        mails.push(mail);
        return true;
      },
    });
  });
  for (const mail of mails) await deps.mail(mail);
  for (const announcement of announcements) deps.publish(announcement);
}

async function loadVotes(deps: Deps): Promise<void> {
  const [any] = await deps.db.select({ id: processes.id }).from(processes).limit(1);
  if (any) return;
  const texts = JSON.parse(read("texts.json")) as Texts;
  const actors = await makePeople(deps);
  const organizer = given(actors.get("organizer"));

  const text = (name: string) => inAll((ownValue(texts, name) as Texts[string]) ?? { en: name });
  done(
    await startProcess(deps, organizer, {
      slug: demoSlug,
      title: text("title").text.en as string,
      summary: text("summary").text.en as string,
      question: text("question").text.en as string,
      language: "en",
      isDemo: true,
    }),
  );
  await deps.db
    .update(processes)
    .set({
      title: text("title"),
      summary: text("summary"),
      question: text("question"),
      // Those that its texts were written in; the pages speak more.
      languages: ["en", "es", "fr", "ar"],
    })
    .where(eq(processes.slug, demoSlug));
  let process = await demoProcess(deps);
  done(await openProcess(deps, organizer, process));
  await listComponents(deps, organizer, process);
  await setTimeline(deps, organizer, process, text);
  await makeWorkgroups(deps, organizer, process, actors, text("charter"));
  process = await demoProcess(deps);
  await replay(deps, organizer, process, text);
  await openLiveRounds(deps, organizer, process, text);
}

/** The demo's process and its people; undefined where there is another process, or none. */
async function peopled(deps: Deps) {
  const [process] = await deps.db.select().from(processes).where(eq(processes.slug, demoSlug));
  if (!process?.isDemo) return;
  const people = await deps.db.select().from(users);
  const actors = demoSeats.flatMap(({ key }): [string, Actor][] => {
    const person = people.find(({ email }) => email === `${key}@${demoDomain}`);
    if (!person) return [];
    const { id, email, displayName } = person;
    return [[key, { id: id as UserId, email, displayName, suspended: false }]];
  });
  // Seats are people's to erase; without all of them the story of the drafts cannot be told.
  return actors.length < demoSeats.length ? undefined : { process, actors: new Map(actors) };
}

/** The timeline of the model as its workgroups published it. */
const timeline: readonly { text: string; stream: Stream; startsOn: string; endsOn: string | null }[] = [
  { text: "milestoneVote", stream: "consultation", startsOn: "2024-01-15", endsOn: "2024-02-26" },
  { text: "milestoneResult", stream: "consultation", startsOn: "2024-03-05", endsOn: null },
  { text: "milestoneDrafts", stream: "release", startsOn: "2024-03-06", endsOn: "2024-10-20" },
];

async function setTimeline(
  deps: Deps,
  organizer: Actor,
  process: ProcessRow,
  text: (name: string) => Localized,
) {
  for (const { text: name, stream, startsOn, endsOn } of timeline) {
    const title = text(name);
    const en = title.text.en as string;
    done(await addMilestone(deps, organizer, process, "en", { stream, title: en, startsOn, endsOn }));
    await deps.db
      .update(milestones)
      .set({ title })
      .where(and(eq(milestones.processId, process.id), eq(milestones.startsOn, startsOn)));
  }
}

async function makePeople(deps: Deps): Promise<Map<string, Actor>> {
  const actors = new Map<string, Actor>();
  for (const seat of demoSeats) {
    const actor = {
      id: deps.newId() as UserId,
      email: `${seat.key}@${demoDomain}`,
      displayName: seat.displayName,
      suspended: false,
    };
    await deps.db.insert(users).values({ ...actor, stakeholderGroups: seat.groups, createdAt: deps.now() });
    actors.set(seat.key, actor);
  }
  return actors;
}

async function demoProcess(deps: Deps): Promise<ProcessRow> {
  const [process] = await deps.db.select().from(processes).where(eq(processes.slug, demoSlug));
  if (!process) throw new Error("the demo process is not there");
  return process;
}

async function listComponents(deps: Deps, organizer: Actor, process: ProcessRow) {
  const list = JSON.parse(read("components.json")) as {
    key: string;
    category: string;
    title: Localized["text"] & { en: string };
    description: Localized["text"] & { en: string };
  }[];
  const added = list.map(({ category, title, description }) => ({
    category,
    title: title.en,
    description: description.en,
  }));
  done(
    await changeList(deps, organizer, process, "en", {
      change: { kind: "added", added },
      reason: "The list that the workgroups of 2024 voted on.",
    }),
  );
  for (const { key, title, description } of list) {
    await deps.db
      .update(components)
      .set({ title: inAll(title), description: inAll(description) })
      .where(eq(components.key, key));
  }
}

async function makeWorkgroups(
  deps: Deps,
  organizer: Actor,
  process: ProcessRow,
  actors: ReadonlyMap<string, Actor>,
  charter: Localized,
) {
  for (const group of demoGroups) {
    const worded = (words: string | undefined) => words?.replace("{{system}}", group.name) ?? "";
    const { key, name, maker } = group;
    done(
      await saveWorkgroup(deps, organizer, process, "en", {
        key,
        name,
        system: name,
        maker,
        charter: worded(charter.text.en),
      }),
    );
    const [row] = (await workgroupsOf(deps.db, process.id)).filter((one) => one.key === key);
    if (!row) throw new Error("the demo workgroup is not there");
    const everyLanguage = Object.fromEntries(
      Object.entries(charter.text).map(([language, words]) => [language, worded(words)]),
    );
    await deps.db
      .update(workgroups)
      .set({ charter: inAll(everyLanguage) })
      .where(eq(workgroups.id, row.id));
  }
  const groups = await workgroupsOf(deps.db, process.id);
  for (const seat of demoSeats) {
    const userId = given(actors.get(seat.key)).id;
    if (seat.role !== "organizer") {
      await deps.db
        .insert(processMembers)
        .values({ processId: process.id, userId, role: "participant", joinedAt: deps.now() });
    }
    const group = groups.find(({ key }) => key === seat.workgroup);
    if (group && (seat.role === "member" || seat.role === "facilitator")) {
      await deps.db
        .insert(workgroupMembers)
        .values({ workgroupId: group.id, userId, role: seat.role, affiliated: false, joinedAt: deps.now() });
    }
  }
}

type Text = (name: string) => Localized;

/** The vote of 2024: counts as published, laid onto seats, opened, cast, closed, compiled, published. */
async function replay(deps: Deps, organizer: Actor, process: ProcessRow, text: Text) {
  const figures = readRows("figures-2024.csv", figureColumns);
  const keyOf = new Map(
    (await deps.db.select().from(components).where(eq(components.processId, process.id))).map(
      ({ key, title }) => [title.text.en, key],
    ),
  );
  const roundIds: RoundRow["id"][] = [];
  const groups = await workgroupsOf(deps.db, process.id);
  for (const { key, name, voters } of demoGroups) {
    const workgroup = given(groups.find((one) => one.key === key));
    const labels = Array.from({ length: voters }, (_, i) => `${name}, seat ${i + 1}`);
    const input: RoundInput = {
      ...roundDefaults,
      title: text("replayTitle").text.en as string,
      workgroupId: null,
      rule: presets["net-mean"],
      offersNotNecessary: figures.some((row) => row.workgroup === key && row.not_necessary !== "0"),
      note: text("replayNote"),
    };
    const { number, id } = done(
      await draftRound(deps, organizer, process, { ...input, workgroupId: workgroup.id }),
    );
    const seats = labels.map((label) => ({ label, affiliated: false, organization: null }));
    done(await setFileSeats(deps, organizer, process, { id, number }, seats));
    const round = await titled(deps, process, number, text("replayTitle"));
    done(await openRound(deps, organizer, { process, round, workgroup }));
    const ballots = layOnSeats(
      figures.filter((row) => row.workgroup === key),
      labels,
      keyOf,
    );
    done(await importBallots(deps, organizer, round, ballots));
    done(await closeRound(deps, organizer, round));
    roundIds.push(id);
  }
  const published = readRows("published-2024.csv", ["component", "label", "total"]);
  const { number } = done(
    await compileRounds(deps, organizer, process, {
      roundIds,
      rule: presets["net-mean"],
      title: text("resultTitle").text.en as string,
      intro: text("replayNote"),
      reference: {
        source: "Open Source Initiative, workgroup votes of 2024, published spreadsheet",
        components: published.map(({ component, label, total }) => ({
          component,
          label,
          total: total === "" ? null : Number(total),
        })),
      },
    }),
  );
  await deps.db
    .update(compilations)
    .set({ title: text("resultTitle") })
    .where(eq(compilations.processId, process.id));
  done(await publishCompilation(deps, organizer, process, number));
}

const roundDefaults: Omit<RoundInput, "title" | "workgroupId" | "rule"> = {
  asked: [],
  offersNotNecessary: true,
  attribution: "pseudonymous",
  reveal: "at-publication",
  closesAt: null,
};

/**
 * Lays published counts on seats. The first seat moves on with every figure, so that no seat says
 * everything and none is silent; "not necessary" begins where "required" ends, so nobody says both.
 */
function layOnSeats(
  figures: readonly Figure[],
  labels: readonly string[],
  keyOf: ReadonlyMap<string | undefined, string>,
) {
  const ballots = labels.map((seat) => ({ seat, choices: {} as Record<string, Record<string, Choice>> }));
  figures.forEach(({ component, criterion, required, not_necessary }, start) => {
    const key = keyOf.get(component) as string;
    const said = Number(required) + Number(not_necessary);
    for (let i = 0; i < said; i++) {
      const choices = ballots[(start + i) % ballots.length]?.choices as Record<
        string,
        Record<string, Choice>
      >;
      const choice: Choice = i < Number(required) ? "required" : "not_necessary";
      put(choices, key, { ...ownValue(choices, key), [criterion]: choice });
    }
  });
  return ballots;
}

/** Rounds in which a newcomer can vote; those of the workgroups under a plan that was sealed before the first of them opened. */
async function openLiveRounds(deps: Deps, organizer: Actor, process: ProcessRow, text: Text) {
  const drafted: { readonly number: number; readonly workgroup: WorkgroupRow | null }[] = [];
  const ids: RoundRow["id"][] = [];
  for (const workgroup of [...(await workgroupsOf(deps.db, process.id)), null]) {
    const title = text(workgroup ? "liveTitle" : "publicTitle");
    const { number, id } = done(
      await draftRound(deps, organizer, process, {
        ...roundDefaults,
        title: title.text.en as string,
        workgroupId: workgroup?.id ?? null,
        rule: presets["person-share"],
      }),
    );
    await titled(deps, process, number, title);
    drafted.push({ number, workgroup });
    // What everyone says stands beside what the workgroups say, and is counted by itself.
    if (workgroup) ids.push(id);
  }
  await sealLivePlan(deps, organizer, process, ids);
  for (const { number, workgroup } of drafted) {
    const round = given((await roundsOf(deps.db, process.id)).find((one) => one.number === number));
    done(await openRound(deps, organizer, { process, round, workgroup }));
  }
}

/** The rounds of all workgroups are counted together, once at least five have voted. */
async function sealLivePlan(
  deps: Deps,
  organizer: Actor,
  process: ProcessRow,
  roundIds: readonly RoundRow["id"][],
) {
  const sealing = {
    rounds: [...roundIds],
    opensBy: new Date(Math.floor(deps.now().getTime() / 60_000) * 60_000 + 7 * 86_400_000),
    publishBy: null,
    voters: 5,
    turnout: null,
    groupVoters: 1,
    groupTurnout: null,
    groups: 2,
    confirm: [],
    overlap: "allowed" as const,
  };
  const { seen } = done(await sealingPage(deps, process, sealing));
  done(await sealPlan(deps, organizer, process, sealing, seen));
}

async function titled(deps: Deps, process: ProcessRow, number: number, title: Localized): Promise<RoundRow> {
  const round = (await roundsOf(deps.db, process.id)).find((one) => one.number === number);
  if (!round) throw new Error("the demo round is not there");
  await deps.db.update(rounds).set({ title }).where(eq(rounds.id, round.id));
  return { ...round, title };
}
