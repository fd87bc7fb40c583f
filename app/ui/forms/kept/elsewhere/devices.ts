import type { Kept } from "../keptWords";
import { whose } from "../whose";

/**
 * What a person typed and did not send is kept by the server as well, after a pause, so that their other devices have it.
 * The browser's own copy is what counts here: where the server cannot be reached, nothing is lost and nothing is said.
 */
const address = "/kept";
/** So long nothing is typed before the server is told (milliseconds). */
const pause = 3000;
/** A request that outlives its page is at most so long. */
const longestLast = 60_000;

type Waiting = {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly person: string;
  readonly words: Kept;
};
const waiting = new Map<string, Waiting>();
/** Places of which the server has words, as far as this page knows. */
const there = new Set<string>();

/** Has the server keep what a form says, once its writer pauses. */
export function keepElsewhere(person: string, place: string, words: Kept): void {
  clearTimeout(waiting.get(place)?.timer);
  waiting.set(place, { person, words, timer: setTimeout(() => send(place), pause) });
}

/**
 * Has the server forget what a form said: it was stored, or thrown away. `mayBeThere` where an earlier page may have told the server
 * of it, of which this one knows nothing.
 */
export function forgetElsewhere(person: string, place: string, mayBeThere = false): void {
  clearTimeout(waiting.get(place)?.timer);
  waiting.delete(place);
  const isThere = there.delete(place);
  if (isThere || mayBeThere) post({ intent: "forget", place, once: whose(person) });
}

/** Tells the server at once what it was going to be told: the window is left. */
function keepAllElsewhere(): void {
  for (const [place, { timer }] of [...waiting]) {
    clearTimeout(timer);
    send(place, true);
  }
}

/** Tells the server nothing more of what was typed: its writer signs out. */
export function keepNothingElsewhere(): void {
  for (const { timer } of waiting.values()) clearTimeout(timer);
  waiting.clear();
}

if (typeof addEventListener === "function") addEventListener("pagehide", keepAllElsewhere);

function send(place: string, isLast = false): void {
  const found = waiting.get(place);
  if (!found) return;
  const words = JSON.stringify(found.words);
  waiting.delete(place);
  there.add(place);
  // Said of whose words they are: the server keeps them for nobody else, who may have signed in beside this window.
  post({ intent: "keep", place, words, once: whose(found.person) }, isLast && words.length < longestLast);
}

function post(fields: Record<string, string>, keepalive = false): void {
  fetch(address, { method: "POST", body: new URLSearchParams(fields), keepalive }).catch(() => {});
}

let asking: { readonly places: string[]; readonly answer: Promise<Readonly<Record<string, Kept>>> } | null =
  null;

/** What the person typed into a form on another device. All forms of a page ask together. */
export async function keptElsewhere(person: string, place: string): Promise<Kept | undefined> {
  // A window is one person's: all ask for the same.
  asking ??= askTogether(person);
  asking.places.push(place);
  const all = await asking.answer;
  const found = Object.hasOwn(all, place) ? new Map(Object.entries(all)).get(place) : undefined;
  if (found) there.add(place);
  return found;
}

function askTogether(person: string) {
  const places: string[] = [];
  const answer = new Promise<void>((resolve) => setTimeout(resolve, 0)).then(async () => {
    asking = null;
    const portions = portionsOf([...new Set(places)]);
    const answers = await Promise.all(portions.map((portion) => askFor(person, portion)));
    return Object.fromEntries(answers.flatMap((found) => Object.entries(found)));
  });
  return { places, answer };
}

async function askFor(person: string, places: readonly string[]): Promise<Readonly<Record<string, Kept>>> {
  try {
    const query = new URLSearchParams([["whose", person], ...places.map((place) => ["place", place])]);
    const response = await fetch(`${address}?${query}`);
    return response.ok ? ((await response.json()) as Record<string, Kept>) : {};
  } catch {
    return {};
  }
}

/** So many characters of places go into one address: servers and those before them refuse longer ones. */
const longestQuery = 4000;

function portionsOf(places: readonly string[]): readonly (readonly string[])[] {
  const portions: string[][] = [];
  let characters = 0;
  for (const place of places) {
    const own = new URLSearchParams([["place", place]]).toString().length + 1;
    characters += own;
    const open = portions.at(-1);
    if (open && characters <= longestQuery) open.push(place);
    else {
      portions.push([place]);
      characters = own;
    }
  }
  return portions;
}
