import { z } from "zod";

/** What is known of a log's votes, so that an entry that breaks a plan, or a round that is no longer anchored, is seen when it comes. */
export const votesShape = z.strictObject({
  /** When the log was begun for a process that was there before: entries of that moment say how things stood. */
  adoptedAt: z.string().nullable(),
  plans: z.array(z.strictObject({ plan: z.number(), rounds: z.array(z.string()) })),
  /** Ballot logs that opened, and the plan that each did under. */
  opened: z.array(z.strictObject({ log: z.string(), plan: z.number().nullable() })),
  /** Those that closed, or were declared void. */
  closed: z.array(z.string()),
  void: z.array(z.string()),
  counted: z.array(z.number()),
  /** The newest complete or incomplete result of each plan. */
  results: z.array(z.strictObject({ plan: z.number(), count: z.number(), standing: z.string() })),
  /** When each log that is open was anchored last, or opened. */
  anchored: z.array(z.strictObject({ log: z.string(), at: z.string() })),
});
export type Votes = z.infer<typeof votesShape>;

export const noVotes: Votes = {
  adoptedAt: null,
  plans: [],
  opened: [],
  closed: [],
  void: [],
  counted: [],
  results: [],
  anchored: [],
};

type Said = { readonly code: string; readonly sentence: string };

const entryShape = z.discriminatedUnion("kind", [
  z.looseObject({ kind: z.literal("begin"), at: z.string(), adopted: z.string() }),
  z.looseObject({
    kind: z.literal("plan"),
    at: z.string(),
    plan: z.number(),
    rounds: z.array(z.string()),
  }),
  z.looseObject({
    kind: z.literal("open"),
    at: z.string(),
    ballots: z.string(),
    plan: z.number().nullable(),
  }),
  z.looseObject({ kind: z.literal("close"), at: z.string(), ballots: z.string() }),
  z.looseObject({ kind: z.literal("void"), at: z.string(), ballots: z.string() }),
  z.looseObject({
    kind: z.literal("anchor"),
    at: z.string(),
    logs: z.array(z.tuple([z.string(), z.string()])),
  }),
  z.looseObject({ kind: z.literal("count"), at: z.string(), count: z.number() }),
  z.looseObject({
    kind: z.literal("result"),
    at: z.string(),
    count: z.number(),
    plan: z.number().nullable(),
    standing: z.string(),
    replaces: z.number().nullable(),
  }),
]);
type VoteEntry = z.infer<typeof entryShape>;

/** What entries say of votes, and whether they keep to the plans that were sealed. */
export function followVotes(
  known: Votes,
  texts: readonly string[],
  from: number,
): { readonly votes: Votes; readonly alarms: readonly Said[] } {
  let votes = known;
  const alarms: Said[] = [];
  texts.forEach((text, place) => {
    const entry = entryIn(text);
    if (!entry) return;
    const isAdopted = entry.kind !== "begin" && entry.at === votes.adoptedAt;
    const wrong = isAdopted ? [] : wrongIn(votes, entry);
    alarms.push(...wrong.map((what) => ({ code: "plan", sentence: `Entry ${from + place}: ${what}.` })));
    votes = withEntry(votes, entry);
  });
  return { votes, alarms };
}

function entryIn(text: string): VoteEntry | undefined {
  try {
    return entryShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function wrongIn(votes: Votes, entry: VoteEntry): string[] {
  if (entry.kind === "plan") return wrongInPlan(votes, entry);
  if (entry.kind === "open") return wrongInOpening(votes, entry);
  if (entry.kind === "result") return wrongInResult(votes, entry);
  const isOfRound = entry.kind === "close" || entry.kind === "void";
  if (isOfRound && !hasOpened(votes, entry.ballots)) return [`${entry.ballots} closed, and had not opened`];
  return [];
}

const hasOpened = ({ opened }: Votes, ballots: string) => opened.some(({ log }) => log === ballots);

type Entry<Kind extends VoteEntry["kind"]> = Extract<VoteEntry, { kind: Kind }>;

function wrongInPlan(votes: Votes, { plan, rounds }: Entry<"plan">): string[] {
  if (votes.plans.some((one) => one.plan === plan)) return [`plan ${plan} was sealed again`];
  const opened = rounds.filter((log) => hasOpened(votes, log));
  return opened.map((log) => `plan ${plan} was sealed after ${log} had opened`);
}

function wrongInOpening(votes: Votes, { ballots, plan }: Entry<"open">): string[] {
  if (hasOpened(votes, ballots)) return [`${ballots} opened again`];
  const naming = votes.plans.filter(({ rounds }) => rounds.includes(ballots)).at(-1)?.plan ?? null;
  return naming === plan ? [] : [`${ballots} opened otherwise than the plans have it`];
}

function wrongInResult(votes: Votes, entry: Entry<"result">): string[] {
  const { count, plan: number, standing, replaces } = entry;
  const wrong: string[] = [];
  if (!votes.counted.includes(count)) wrong.push(`result ${count} was published and never counted`);
  if (number === null || (standing !== "complete" && standing !== "incomplete")) return wrong;
  const plan = votes.plans.find((one) => one.plan === number);
  if (!plan) return [...wrong, `result ${count} is of plan ${number}, which was not sealed`];
  const out = plan.rounds.filter((log) => !votes.closed.includes(log) || votes.void.includes(log));
  if (standing === "complete" && out.length > 0)
    wrong.push(`result ${count} is called complete without ${out.join(", ")}`);
  const before = votes.results.find((one) => one.plan === number);
  const isInPlace = before?.standing === "incomplete" && standing === "complete" && replaces === before.count;
  if (before && !isInPlace) wrong.push(`result ${count} is a second one of plan ${number}`);
  return wrong;
}

function withEntry(votes: Votes, entry: VoteEntry): Votes {
  switch (entry.kind) {
    case "begin":
      return { ...votes, adoptedAt: entry.adopted === "yes" ? entry.at : null };
    case "plan":
      return { ...votes, plans: [...votes.plans, { plan: entry.plan, rounds: entry.rounds }] };
    case "open":
      return {
        ...votes,
        opened: [...votes.opened, { log: entry.ballots, plan: entry.plan }],
        anchored: [...votes.anchored, { log: entry.ballots, at: entry.at }],
      };
    case "close": {
      const anchored = votes.anchored.filter(({ log }) => log !== entry.ballots);
      return { ...votes, closed: [...votes.closed, entry.ballots], anchored };
    }
    case "void":
      return { ...votes, void: [...votes.void, entry.ballots] };
    case "anchor": {
      const named = new Set(entry.logs.map(([log]) => log));
      const anchored = votes.anchored.map((one) => (named.has(one.log) ? { ...one, at: entry.at } : one));
      return { ...votes, anchored };
    }
    case "count":
      return { ...votes, counted: [...votes.counted, entry.count] };
    case "result": {
      const isOwn = entry.standing === "complete" || entry.standing === "incomplete";
      if (entry.plan === null || !isOwn) return votes;
      const { plan, count, standing } = entry;
      const others = votes.results.filter((one) => one.plan !== plan);
      return { ...votes, results: [...others, { plan, count, standing }] };
    }
  }
}

/** Anchors are made in each hour; two hours without one leave room for a change that shows in receipts alone. */
const longest = 2 * 3_600_000;

/** Ballot logs that are open and were not anchored for two hours. */
export function unanchored({ anchored }: Votes, now: Date): Said[] {
  return anchored
    .filter(({ at }) => now.getTime() - Date.parse(at) > longest)
    .map(({ log, at }) => ({
      code: "unanchored",
      sentence: `${log} is open and was not anchored since ${at}.`,
    }));
}
