import { type CanonicalValue, canonicalHash } from "~/kernel/hash/canonical";
import type { ConfirmedAct } from "./confirmedActs";

const hour = 3_600_000;
/** How long an act waits to be confirmed. */
export const waits = 48 * hour;
/** For how long somebody has to have been an organizer who was none when a second one was first asked for. */
const newFor = 7 * 24 * hour;

/** What an act is: what it is done to, what its page said, and what was filled in. */
export type Act = { readonly act: ConfirmedAct; readonly thing: string; readonly seen: string };

/** The hash of an act: who confirms it confirms this, and nothing that came since. */
export const actHash = ({ act, thing, seen }: Act, form: string): string =>
  canonicalHash({ act, thing, seen, form });

/** What was filled in, as it is kept and hashed. */
export type Filled = Readonly<Record<string, CanonicalValue>>;

/**
 * Whether somebody who has been an organizer since a moment may ask or confirm at another. Who became one after a second organizer
 * was first asked for waits a week: otherwise one person could appoint another account of theirs and confirm with it at once.
 */
export const isOfLongStanding = (since: Date, { asked, now }: { readonly asked: Date; readonly now: Date }) =>
  since <= asked || since.getTime() + newFor <= now.getTime();

/** The page, below the process, on which an act is confirmed. */
export function actPath({ act, thing }: Pick<Act, "act" | "thing">): string {
  switch (act) {
    case "open":
      return `/manage/rounds/${thing}/open`;
    case "close":
      return `/manage/rounds/${thing}/close`;
    case "publish":
      return `/manage/compilations/${thing}/publish`;
    case "decision":
      return `/manage/release/${thing}`;
    case "gates":
      return "/manage/release";
  }
}
