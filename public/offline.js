// @ts-check
/// <reference lib="webworker" />

/*
 * The service worker: keeps copies of the pages that a person needs where there is no connection (a ballot, the text of a
 * version, a townhall), with the files that those pages load, and gives a copy when the server cannot be reached. What is
 * there is asked of the server first, always: a copy is never shown where the page itself could be.
 *
 * Pages tell it who reads them (`app/ui/frame/offline/keepForOffline.ts`). When that is somebody else, or nobody any more, all copies are
 * thrown away before anything is kept for them.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const copies = "codraft-copies-1";
const files = "codraft-files-1";
/** Under which name the copies remember whose they are. */
const reader = "/offline-reader";
const mostPages = 12;
const mostFiles = 500;

const kept = /^(\/[a-z]{2,3})?\/p\/[^/]+\/(rounds\/\d+\/ballot|drafts\/[^/]+|townhalls\/\d+)$/;

/** Windows whose page is a copy, and when it was made. */
const shownCopies = new Map();

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (/^\/(assets\/|__manifest$)/.test(pathname))
    event.respondWith(fetch(request).catch((gone) => keptFile(request, gone)));
  else if (request.mode === "navigate" && kept.test(pathname))
    event.respondWith(
      fetch(request).then(noted, (gone) => copyOf(request.url, event.resultingClientId, gone)),
    );
});

/** @param {Request} request @param {unknown} gone */
async function keptFile(request, gone) {
  const file = await (await caches.open(files)).match(request.url);
  if (!file) throw gone;
  return file;
}

/**
 * The page that came last, for when it says who reads it: it need not be asked for twice.
 * @type {{ url: string, at: number, answer: Response } | null}
 */
let newest = null;
/** How long a page that came may wait for that (milliseconds). */
const waits = 10_000;

/** @param {Response} answer */
function noted(answer) {
  newest = answer.status === 200 ? { url: answer.url, at: Date.now(), answer: answer.clone() } : null;
  return answer;
}

/** @param {string} pathname */
function pageAt(pathname) {
  const came = newest;
  newest = null;
  const isIt = came && came.url === `${worker.location.origin}${pathname}` && Date.now() - came.at < waits;
  return isIt ? came.answer : fetch(pathname, { headers: { accept: "text/html" }, redirect: "manual" });
}

/** @param {string} address @param {string} client @param {unknown} gone */
async function copyOf(address, client, gone) {
  const { pathname, search } = new URL(address);
  const copy = await (await caches.open(copies)).match(pathname);
  if (!copy) throw gone;
  // The copy is of the page itself, not of what was asked of it.
  if (search !== "") return Response.redirect(pathname);
  shownCopies.set(client, copy.headers.get("date"));
  return copy;
}

// One message after the other: what is kept for one reader is not mixed with what is thrown away for the next.
let last = Promise.resolve();

worker.addEventListener("message", (event) => {
  const { data, source, ports } = event;
  if (data.ask === "copy") {
    const client = source && "id" in source ? source.id : "";
    ports[0]?.postMessage(shownCopies.get(client) ?? null);
    return;
  }
  const asked = data.ask;
  if (asked !== "keep" && asked !== "send" && asked !== "forget") return;
  const done =
    asked === "keep" ? () => keep(data) : asked === "send" ? () => wait(data.form) : () => forget(data.once);
  last = last.then(done).catch(() => {});
  event.waitUntil(last);
});

/*
 * Forms that were sent without a connection (`app/ui/forms/kept/waitingForms.ts`). The next page that is open sends them; where the
 * browser tells of the connection while no page is, it is done here. The server stores each once, by its key, so that a page which
 * sends it as well only learns what became of it.
 */

const waiting = "codraft-waiting-1";
/** @param {string} once */
const placeOf = (once) => `/offline-waiting/${encodeURIComponent(once)}`;

/** @param {{ once: string, to: string, entries: [string, string][] }} form */
async function wait({ once, to, entries }) {
  await (await caches.open(waiting)).put(placeOf(once), new Response(JSON.stringify({ to, entries })));
  // Browsers without it leave the form to the next page.
  const { sync } = /** @type {{ sync?: { register(tag: string): Promise<void> } }} */ (worker.registration);
  await sync?.register(waiting);
}

/** @param {string} once */
async function forget(once) {
  await (await caches.open(waiting)).delete(placeOf(once));
}

worker.addEventListener("sync", (event) => {
  const told = /** @type {ExtendableEvent & { tag: string }} */ (event);
  if (told.tag === waiting) told.waitUntil(sendWaiting());
});

/** Sends what waits, one after the other. It is asked for again where something did not arrive. */
async function sendWaiting() {
  // An open page knows what its writer changed since, and sends it itself.
  if ((await worker.clients.matchAll({ type: "window" })).length > 0) throw new Error("A page is open.");
  const store = await caches.open(waiting);
  for (const place of await store.keys()) {
    const { to, entries } = (await (await store.match(place))?.json()) ?? { to: "", entries: [] };
    const body = new URLSearchParams(entries);
    const answer = await fetch(to, { method: "POST", body });
    if (!answer.headers.has("X-Remix-Response")) throw new Error("It did not arrive.");
    // Who is signed out sends it from a page, once they are back.
    await store.delete(place);
  }
}

/**
 * Keeps a page for its reader. Whatever cannot be kept now, as the disk is full or the connection gone, is kept the next time.
 * @param {{ reader: string, pathname: string, files: string[] }} page
 */
async function keep({ reader: person, pathname, files: loaded }) {
  const mine = await caches.open(copies);
  const before = await (await mine.match(reader))?.text();
  if (before !== person) {
    await caches.delete(copies);
    await caches.delete(waiting);
    const fresh = await caches.open(copies);
    await fresh.put(reader, new Response(person));
  }
  if (!kept.test(pathname)) return;
  // The files first: a page is kept once it can be shown.
  const store = await caches.open(files);
  const here = new Set((await store.keys()).map(({ url }) => url));
  // What was fetched early and then used is named twice, and is asked for once: a cache refuses a list with the same file twice.
  await store.addAll([...new Set(loaded)].filter((file) => !here.has(`${worker.location.origin}${file}`)));
  await dropOldest(store, mostFiles);
  const own = await caches.open(copies);
  const answer = await pageAt(pathname);
  if (answer.status === 200) await own.put(pathname, answer);
  else if (answer.status < 500) await own.delete(pathname);
  await dropOldest(own, mostPages);
}

/** @param {Cache} cache @param {number} most */
async function dropOldest(cache, most) {
  const all = (await cache.keys()).filter(({ url }) => !url.endsWith(reader));
  for (const old of all.slice(0, Math.max(0, all.length - most))) await cache.delete(old);
}
