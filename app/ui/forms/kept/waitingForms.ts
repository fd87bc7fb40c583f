import { forget, forgetSent, keep, keptUnder } from "./keptWords";

/**
 * Forms that were sent without a connection, and whose page may have been left since: the next page of the application that is
 * open sends them. The server stores each once, by its key, whoever sends it again.
 */
export type WaitingForm = {
  readonly once: string;
  /** The page that it stands on, and where it is sent. */
  readonly page: string;
  readonly to: string;
  readonly entries: readonly (readonly [name: string, value: string])[];
  /** When it was sent first (milliseconds). */
  readonly at: number;
};

const prefix = "waiting ";
const placeOf = (once: string) => `${prefix}${once}`;

/** Forms that are on the page which is shown: they are sent again by themselves. */
const shown = new Set<string>();
export const setShown = (once: string, isShown: boolean) => (isShown ? shown.add(once) : shown.delete(once));

export function keepWaiting(person: string, form: WaitingForm): void {
  keep(person, placeOf(form.once), form);
  tellWorker({ ask: "send", form });
}

export function forgetWaiting(person: string, once: string): void {
  const isWaiting = keptUnder<WaitingForm>(person, prefix).some((form) => form.once === once);
  forget(person, placeOf(once));
  if (isWaiting) tellWorker({ ask: "forget", once });
}

/** The service worker sends it where no page is open when the connection is back (`public/offline.js`). */
const tellWorker = (
  told:
    | { readonly ask: "send"; readonly form: WaitingForm }
    | { readonly ask: "forget"; readonly once: string },
) => navigator.serviceWorker?.controller?.postMessage(told);

export type Sent = { readonly taken: readonly WaitingForm[]; readonly refused: readonly WaitingForm[] };

/** Sends what waits of a person, one after the other and in one window at a time; what does not arrive goes on waiting. */
export async function sendWaiting(person: string): Promise<Sent> {
  const isWaiting = keptUnder<WaitingForm>(person, prefix).some(({ once }) => !shown.has(once));
  if (person === "" || !isWaiting || !navigator.onLine) return { taken: [], refused: [] };
  const locks = navigator.locks as LockManager | undefined;
  return locks ? locks.request(`codraft ${prefix}${person}`, () => sendAll(person)) : sendAll(person);
}

async function sendAll(person: string): Promise<Sent> {
  const taken: WaitingForm[] = [];
  const refused: WaitingForm[] = [];
  // Read here: another window may have sent them while this one waited for its turn.
  const all = keptUnder<WaitingForm>(person, prefix).filter(({ once }) => !shown.has(once));
  for (const form of all.sort((a, b) => a.at - b.at)) {
    const body = new URLSearchParams(form.entries.map(([name, value]) => [name, value]));
    const response = await fetch(form.to, { method: "POST", body }).catch(() => null);
    // What is not the application's own answer did not arrive; who is signed out sends it once they are back.
    if (!response?.headers.has("X-Remix-Response") || response.status === 401) break;
    forgetWaiting(person, form.once);
    if (response.ok) {
      taken.push(form);
      forgetSent(person, form.once);
    } else refused.push(form);
  }
  return { taken, refused };
}
