import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { startSession } from "~/features/accounts/services/sessions.server";
import { changeList } from "~/features/components/services/changeList.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import type { Sealing } from "~/features/plans/contracts/sealing";
import { sealingPage, sealPlan } from "~/features/plans/services/sealPlan.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { LogEntry } from "~/features/rounds/domain/entry";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { draftRound, type RoundInput } from "~/features/rounds/services/draftRound.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import { logHead, logRows, type RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import { type BallotInput, castBallot } from "~/features/votes/services/castBallot.server";
import { acceptInvitation } from "~/features/workgroups/services/answerInvitation.server";
import { type InviteInput, invitePeople } from "~/features/workgroups/services/invitations.server";
import { type WorkgroupRow, workgroupsOf } from "~/features/workgroups/services/read.server";
import { sendInvitations } from "~/features/workgroups/services/sendInvitations.server";
import { saveWorkgroup } from "~/features/workgroups/services/workgroups.server";
import type { ProcessId, RoundId, UserId, WorkgroupId } from "~/kernel/ids";
import type { Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { processes } from "~db/schema/processes";
import { rounds } from "~db/schema/rounds";
import { replayed } from "./replay";
import type { TestDeps } from "./testDeps";

/** Someone with an account and a session. */
export type Person = Actor & { readonly token: string };

export type Scenario = {
  readonly deps: TestDeps;
  readonly process: ProcessRow;
  readonly organizer: Person;
  /** Facilitates the workgroup alpha. */
  readonly facilitator: Person;
  readonly alpha: WorkgroupRow;
  readonly beta: WorkgroupRow;
  /** Members of the two workgroups, without facilitators. */
  readonly members: { readonly alpha: readonly Person[]; readonly beta: readonly Person[] };
  /** Joined the process and no workgroup. */
  readonly participant: Person;
};

/** The components that a scenario's list begins with, by key. */
export const listed = ["training-data", "training-code", "inference-code", "weights"] as const;

/** A process with two workgroups of `members` people each, made through the services people use. */
export async function scenario(
  deps: TestDeps,
  { members = 2 }: { members?: number } = {},
): Promise<Scenario> {
  const name = `a process with ${members} members a workgroup`;
  return { ...(await replayed(deps, name, (own) => begin(own, members))), deps };
}

async function begin(deps: TestDeps, count: number): Promise<Omit<Scenario, "deps">> {
  const tag = randomUUID().slice(0, 8);
  const organizer = await signUp(deps, `organizer-${tag}`);
  const started = value(
    await startProcess(deps, organizer, {
      slug: `process-${tag}`,
      title: "A definition",
      summary: "What must be open.",
      question: "Is it required to be open?",
      language: "en",
    }),
  );
  value(await openProcess(deps, organizer, started));
  const process = await processRow(deps, started.id);
  const added = [
    { title: "Training data", category: "data", description: "What it learned from." },
    { title: "Training code", category: "code", description: "" },
    { title: "Inference code", category: "code", description: "" },
    { title: "Weights", category: "model", description: "" },
  ];
  value(
    await changeList(deps, organizer, process, "en", {
      change: { kind: "added", added },
      reason: "To begin with.",
    }),
  );
  for (const key of ["alpha", "beta"]) {
    const name = `Group ${key}`;
    const input = { key, name, system: `System ${key}`, maker: `Maker ${key}`, charter: "We look at it." };
    value(await saveWorkgroup(deps, organizer, process, "en", input));
  }
  const groups = await workgroupsOf(deps.db, process.id);
  const [alpha, beta] = groups as [WorkgroupRow, WorkgroupRow];
  const base = { deps, process, organizer };
  const join = (name: string, role: InviteInput["role"], group: WorkgroupRow | null) =>
    joined(base, `${name}-${tag}`, { role, workgroupId: group?.id ?? null });
  const facilitator = await join("facilitator", "facilitator", alpha);
  const fill = (group: WorkgroupRow) => {
    const names = Array.from({ length: count }, (_, i) => `${group.key}-${i + 1}-${tag}`);
    return count === 0 ? [] : joinAll(base, names, { role: "member", workgroupId: group.id });
  };
  const members = { alpha: await fill(alpha), beta: await fill(beta) };
  const participant = await join("participant", "participant", null);
  return { process, organizer, facilitator, alpha, beta, members, participant };
}

/** An account with a session, as confirming an address makes them. */
export async function signUp(deps: Deps, name: string): Promise<Person> {
  const id = deps.newId() as UserId;
  const email = `${name}@example.org`;
  await deps.db.insert(users).values({ id, email, createdAt: deps.now() });
  const token = await startSession(deps, deps.db, id, "a test");
  return { id, email, displayName: "", suspended: false, token };
}

type Place = { role: InviteInput["role"]; workgroupId: WorkgroupId | null; affiliated?: boolean };

/** Makes accounts that accept invitations to a place in the process. */
export async function joinAll(
  { deps, process, organizer }: Pick<Scenario, "deps" | "process" | "organizer">,
  names: readonly string[],
  { affiliated = false, ...place }: Place,
): Promise<Person[]> {
  const people: Person[] = [];
  for (const name of names) people.push({ ...(await signUp(deps, name)), displayName: `Person ${name}` });
  const invitees = people.map(({ email, displayName: name }) => ({
    email,
    name,
    affiliation: "",
    affiliated,
  }));
  value(await invitePeople(deps, organizer, process, { ...place, people: invitees, language: "en" }));
  // Those of many people are mailed by a job.
  if (people.length > 1) await sendInvitations(deps);
  for (const person of people) value(await acceptInvitation(deps, person, invitationIn(deps, person.email)));
  return people;
}

export async function joined(
  s: Pick<Scenario, "deps" | "process" | "organizer">,
  name: string,
  place: Place,
): Promise<Person> {
  return there((await joinAll(s, [name], place))[0]);
}

/** The newest sign-in link that was mailed to an address. */
export const linkIn = (deps: TestDeps, email: string) =>
  tokenIn(deps, email, /sign-in\/link\/([0-9a-f]{64})/);

/** The newest invitation that was mailed to an address. */
export const invitationIn = (deps: TestDeps, email: string) =>
  tokenIn(deps, email, /invitations\/([0-9a-f]{64})/);

/** The newest sign-in code that was mailed to an address. */
export const codeIn = (deps: TestDeps, email: string) => tokenIn(deps, email, /\b(\d{6})\b/);

function tokenIn(deps: TestDeps, email: string, pattern: RegExp): string {
  for (const { to, text } of deps.mails.toReversed()) {
    const found = to === email && pattern.exec(text)?.[1];
    if (found) return found;
  }
  throw new Error(`no such mail to ${email}`);
}

/** A person who has been suspended; there is no page for it yet. */
export async function suspended(deps: Pick<Deps, "db">, person: Person): Promise<Person> {
  await deps.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, person.id));
  return { ...person, suspended: true };
}

const roundDefaults: Omit<RoundInput, "title" | "workgroupId"> = {
  rule: presets["person-share"],
  asked: [],
  offersNotNecessary: true,
  attribution: "pseudonymous",
  reveal: "at-close",
  closesAt: null,
};

/** A draft of a round of alpha, unless told otherwise. */
export async function drafted(s: Scenario, input: Partial<RoundInput> = {}): Promise<RoundRow> {
  const whole = { ...roundDefaults, title: "A round", workgroupId: s.alpha.id, ...input };
  return roundRow(s.deps, value(await draftRound(s.deps, s.organizer, s.process, whole)).id);
}

/** Opens a draft as its organizer would; the answer as it is. */
export function open(s: Scenario, round: RoundRow) {
  const workgroup = [s.alpha, s.beta].find(({ id }) => id === round.workgroupId) ?? null;
  return openRound(s.deps, s.organizer, { process: s.process, round, workgroup });
}

/** An open round of alpha, unless told otherwise. */
export async function opened(s: Scenario, input: Partial<RoundInput> = {}): Promise<RoundRow> {
  const round = await drafted(s, input);
  value(await open(s, round));
  return roundRow(s.deps, round.id);
}

export async function closed(s: Scenario, round: RoundRow): Promise<RoundRow> {
  value(await closeRound(s.deps, s.organizer, round));
  return roundRow(s.deps, round.id);
}

/** Seals a plan of drafts that asks for no quorum, unless told otherwise. */
export async function sealed(
  s: Pick<Scenario, "deps" | "process" | "organizer">,
  named: readonly RoundRow[],
  more: Partial<Sealing> = {},
) {
  const input: Sealing = {
    rounds: named.map(({ id }) => id),
    opensBy: new Date(s.deps.now().getTime() + 7 * 86_400_000),
    publishBy: null,
    ...{ voters: null, turnout: null, groupVoters: null, groupTurnout: null, groups: null },
    confirm: [],
    overlap: "allowed" as const,
    ...more,
  };
  const { seen } = value(await sealingPage(s.deps, s.process, input));
  return value(await sealPlan(s.deps, s.organizer, s.process, input, seen));
}

/** A first ballot, unless told otherwise. */
export function ballot(choices: BallotInput["choices"], more: Partial<BallotInput> = {}): BallotInput {
  return { choices, notes: {}, prev: null, key: randomUUID(), ...more };
}

export const requires = (...components: string[]): BallotInput["choices"] =>
  Object.fromEntries(components.map((component) => [component, { use: "required" }]));

/** Casts a ballot that is taken. */
export async function cast(
  s: Pick<Scenario, "deps">,
  voter: Actor,
  round: RoundRow,
  choices: BallotInput["choices"],
  more: Partial<BallotInput> = {},
) {
  return value(await castBallot(s.deps, voter, round, ballot(choices, more)));
}

export async function processRow(deps: Pick<Deps, "db">, id: ProcessId): Promise<ProcessRow> {
  const [row] = await deps.db.select().from(processes).where(eq(processes.id, id));
  return there(row);
}

export async function roundRow(deps: Pick<Deps, "db">, id: RoundId): Promise<RoundRow> {
  const [row] = await deps.db.select().from(rounds).where(eq(rounds.id, id));
  return there(row);
}

/** A round's log: its name, its rows and what they say. */
export async function logOf(deps: Pick<Deps, "db">, round: Pick<RoundRow, "id">) {
  const head = there(await logHead(deps.db, round.id));
  const rows = await logRows(deps.db, head.log);
  return { ...head, rows, entries: rows.map(({ entry }) => JSON.parse(entry) as LogEntry) };
}

/** The value of an outcome that has to be a success. */
export function value<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The code of an outcome that has to be a refusal. */
export function refusal(result: Result<unknown, { code: string }>): string {
  expect(result).toMatchObject({ ok: false });
  return result.ok ? "" : result.error.code;
}

export function there<T>(row: T | null | undefined): T {
  if (row === undefined || row === null) throw new Error("expected to be there");
  return row;
}

/** An actor who exists nowhere. */
export const nobody: Actor = {
  id: randomUUID() as UserId,
  email: "nobody@example.org",
  displayName: "",
  suspended: false,
};
