import { randomUUID } from "node:crypto";
import type { RoomActName, RoomInput } from "~/features/live/contracts/room";
import { performAct } from "~/features/live/services/performAct.server";
import { viewRoom } from "~/features/live/services/room.server";
import { findTownhall, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { planTownhall } from "~/features/meetings/services/plan.server";
import { type Standing, visitor } from "~/kernel/access";
import type { Actor, Deps } from "~/platform/deps";
import { type Scenario, there, value } from "./scenario";

export const minutes = (count: number) => count * 60_000;

type Meeting = Parameters<typeof planTownhall>[4];
/** A meeting of two items, as its form sends it. */
export const meetingOf = (more: Partial<Meeting> = {}): Meeting => ({
  title: "A meeting",
  day: "2031-05-06",
  time: "17:00",
  zone: "UTC",
  minutesLong: 60,
  languages: ["en"],
  callUrl: "",
  slidesUrl: "",
  draft: "",
  agenda: [
    { title: "Welcome", minutes: 5 },
    { title: "The clauses", minutes: 20 },
  ],
  ...more,
});

export async function planned(s: Scenario, more: Partial<Meeting> = {}): Promise<TownhallRow> {
  const { number } = value(await planTownhall(s.deps, s.organizer, s.process, "en", meetingOf(more)));
  return townhallRow(s, number);
}

export async function townhallRow(s: Scenario, number: number): Promise<TownhallRow> {
  return there(await findTownhall(s.deps, s.process, String(number)));
}

/** A meeting that the organizer has begun. */
export async function begunMeeting(s: Scenario, more: Partial<Meeting> = {}): Promise<TownhallRow> {
  const townhall = await planned(s, more);
  value(await acting(s, townhall, s.organizer, "start", {}));
  return townhallRow(s, townhall.number);
}

export const standingOf = (s: Scenario, actor: Actor | null): Standing => ({
  ...visitor,
  signedIn: actor !== null,
  organizer: actor?.id === s.organizer.id,
  participant: actor !== null,
});

/** What its host saw may be left out: it is what there is. */
export type Sent<Name extends RoomActName> = Omit<RoomInput<Name>, "from"> & { readonly from?: string };

/** Somebody does something in a room; the answer as it is. */
export async function acting<Name extends RoomActName>(
  s: Scenario,
  townhall: TownhallRow,
  actor: Actor,
  name: Name,
  input: Sent<Name>,
  deps: Deps = s.deps,
) {
  const standing = standingOf(s, actor);
  const complete = { ...(await shownTo(s, townhall, name)), ...input } as unknown as RoomInput<Name>;
  return performAct({ deps, actor, standing, process: s.process, townhall, language: "en" }, name, complete);
}

/** What a host's page shows when they press a button that says what they saw. */
async function shownTo(s: Scenario, townhall: TownhallRow, name: RoomActName): Promise<{ from?: string }> {
  if (!["item", "call", "done"].includes(name)) return {};
  const { room } = await seen(s, townhall);
  return { from: (name === "item" ? room.itemId : room.speaking?.id) ?? "" };
}

/** The same, at a moment after the beginning. */
export const at = (s: Scenario, townhall: TownhallRow, after: number): Deps => ({
  ...s.deps,
  now: () => new Date(there(townhall.startedAt).getTime() + after),
});

/** Asks a question that is taken; returns its id. */
export async function asked(s: Scenario, townhall: TownhallRow, actor: Actor, body: string) {
  const input = { key: randomUUID(), language: "en" as const, body, speaksAs: null };
  return value(await acting(s, townhall, actor, "ask", input)) as { id: string; number: number };
}

export async function seen(s: Scenario, townhall: TownhallRow, actor: Actor | null = null) {
  return there(
    await viewRoom(s.deps, s.process, townhall.id, actor, { standing: standingOf(s, actor), language: "en" }),
  );
}
