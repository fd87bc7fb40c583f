import { splitLanguage } from "~/i18n/languagePath";
import { forgetElsewhere, keepNothingElsewhere } from "./otherDevices";

/**
 * What this browser keeps of forms that are not sent: by person and place, so that the next person at the same
 * machine is not shown it. A visitor's words are kept for the tab alone. The storage may be full, forbidden or
 * spoilt: forms work without it, so nothing here fails.
 */
export type Kept = {
  /** What the fields say, by name; of ticks with one name, a line each. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the text fields said when typing began, to see what others changed since. */
  readonly begun: Readonly<Record<string, string>>;
  /** The revision that was read when typing began, under the name of its field. */
  readonly basis: Readonly<Record<string, string>>;
  /** The form's key: two windows with the same words send them once. */
  readonly once: string;
  /** When it was last typed into (milliseconds). */
  readonly at: number;
  /** The page on which it was typed, as `pageOf` names it; older copies do not say it. */
  readonly page?: string;
};

/** A page in whatever language, without what its address says about an answer. */
export function pageOf({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  const query = new URLSearchParams(search);
  query.delete("answered");
  return `${splitLanguage(pathname).path}?${query}`;
}

const prefix = "codraft-kept";
/** How long words wait for their writer (milliseconds): six weeks. */
const longest = 42 * 24 * 3_600_000;

const nameOf = (person: string, place: string) => `${prefix} ${person} ${place}`;
const storageOf = (person: string) => (person === "" ? sessionStorage : localStorage);

export function readKept<T = Kept>(person: string, place: string): T | undefined {
  try {
    const found = storageOf(person).getItem(nameOf(person, place));
    return (JSON.parse(found ?? "null") as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(person: string, place: string, value: unknown): void {
  try {
    storageOf(person).setItem(nameOf(person, place), JSON.stringify(value));
  } catch {
    // What was typed is still in its fields.
  }
}

export function forget(person: string, place: string): void {
  try {
    storageOf(person).removeItem(nameOf(person, place));
  } catch {
    // Nothing was kept there either.
  }
}

/** What is kept of a person under places that begin alike, by place. */
function allUnder<T>(person: string, begin: string): { readonly place: string; readonly kept: T }[] {
  const own = nameOf(person, "");
  try {
    const names = Object.keys(storageOf(person)).filter((name) => name.startsWith(own + begin));
    return names.flatMap((name) => {
      const place = name.slice(own.length);
      const kept = readKept<T>(person, place);
      return kept === undefined ? [] : [{ place, kept }];
    });
  } catch {
    return [];
  }
}

/** What is kept of a person under places that begin alike. */
export const keptUnder = <T>(person: string, begin: string): T[] =>
  allUnder<T>(person, begin).map(({ kept }) => kept);

/** What a person typed on a page and did not send, by place. A form that waits to be sent is kept without what it said before. */
export const keptOn = (
  person: string,
  page: string,
): readonly { readonly place: string; readonly kept: Kept }[] =>
  allUnder<Kept>(person, "").filter(({ kept }) => kept.page === page && "begun" in kept);

/** Forgets the words of a form that was stored from another page than its own. */
export function forgetSent(person: string, once: string): void {
  const own = nameOf(person, "");
  forgetWhere((name, value) => {
    const isIt = name.startsWith(own) && onceOf(value) === once;
    if (isIt) forgetElsewhere(person, name.slice(own.length), true);
    return isIt;
  });
}

/** Forgets what a person left in this browser, as they sign out of it. */
export function forgetAllOf(person: string): void {
  keepNothingElsewhere();
  forgetWhere((name) => name.startsWith(nameOf(person, "")));
}

/** Forgets what nobody came back for, and what older versions kept without saying whose it is. */
export function forgetOld(now: number): void {
  forgetWhere((name, value) => {
    if (/^codraft-(reply|comment|topic|say|ask|position|ballot|review)-/.test(name)) return true;
    return name.startsWith(`${prefix} `) && now - atOf(value) > longest;
  });
}

function atOf(value: string | null): number {
  try {
    return Number((JSON.parse(value ?? "null") as { at?: unknown } | null)?.at ?? 0);
  } catch {
    return 0;
  }
}

function onceOf(value: string | null): unknown {
  try {
    return (JSON.parse(value ?? "null") as { once?: unknown } | null)?.once;
  } catch {
    return undefined;
  }
}

function forgetWhere(isMeant: (name: string, value: string | null) => boolean): void {
  try {
    for (const name of Object.keys(localStorage))
      if (isMeant(name, localStorage.getItem(name))) localStorage.removeItem(name);
  } catch {
    // A storage that cannot be read keeps nothing.
  }
}
