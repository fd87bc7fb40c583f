import type { Kept } from "./keptWords";

/**
 * What a person typed and did not send is kept by the server as well, so that their other devices have it (`elsewhere/devices`). A visitor's words never
 * leave the browser: what tells the server is fetched once somebody who is signed in has a form before them.
 */
let devices: Promise<typeof import("./elsewhere/devices") | undefined> | undefined;

/** Without a connection there is nobody to tell. */
function load() {
  devices ??= import("./elsewhere/devices").catch(() => {
    devices = undefined;
    return undefined;
  });
  return devices;
}

/** Has the server keep what a form says, once its writer pauses. */
export function keepElsewhere(person: string, place: string, words: Kept): void {
  if (person !== "") void load().then((all) => all?.keepElsewhere(person, place, words));
}

/**
 * Has the server forget what a form said: it was stored, or thrown away. `mayBeThere` where an earlier page may have told the server
 * of it, of which this one knows nothing.
 */
export function forgetElsewhere(person: string, place: string, mayBeThere = false): void {
  if (person !== "") void load().then((all) => all?.forgetElsewhere(person, place, mayBeThere));
}

/** Tells the server nothing more of what was typed: its writer signs out. */
export function keepNothingElsewhere(): void {
  void devices?.then((all) => all?.keepNothingElsewhere());
}

/** What the person typed into a form on another device. */
export async function keptElsewhere(person: string, place: string): Promise<Kept | undefined> {
  return person === "" ? undefined : (await load())?.keptElsewhere(person, place);
}
