/**
 * Requests of pages that find no answer. The router would put an error page in place of the form, and the words with
 * it. So a form that did not arrive is answered here, in the router's own words, with what happened; and a page
 * that is loaded waits until there is a connection again.
 */
export type Trouble = "offline" | "busy" | "failed" | "signed-out";
export type Delivery = {
  /** The key of the form that was sent. */
  readonly once: string;
  /** Whether the server took it; false where it refused it. */
  readonly isTaken: boolean;
  readonly trouble?: Trouble;
  /** Seconds after which the server wants to be asked again. */
  readonly after?: number;
  /** What was to be sent, where it did not arrive: the address and the fields. */
  readonly sent?: { readonly to: string; readonly entries: readonly (readonly [string, string])[] };
};

const deliveries = new EventTarget();
export function onDelivery(hear: (delivery: Delivery) => void): () => void {
  const listen = (event: Event) => hear((event as CustomEvent<Delivery>).detail);
  deliveries.addEventListener("delivery", listen);
  return () => deliveries.removeEventListener("delivery", listen);
}
/** Tells of a form that went another way than as a request of the page. */
export const tell = (detail: Delivery) => deliveries.dispatchEvent(new CustomEvent("delivery", { detail }));

/** Forms with words that are not stored: while there are some, no page is put in their place by itself. */
const unsaved = new Set<unknown>();
export const setUnsaved = (form: unknown, isUnsaved: boolean) =>
  isUnsaved ? unsaved.add(form) : unsaved.delete(form);

/** Whether the page waits for the server, and why; for a line above it. */
let waiting: "offline" | "failed" | "signed-out" | null = null;
const waitingFor = new EventTarget();
export const readWaiting = () => waiting;
export function onWaiting(hear: () => void): () => void {
  waitingFor.addEventListener("change", hear);
  return () => waitingFor.removeEventListener("change", hear);
}
function setWaiting(next: typeof waiting) {
  if (next === waiting) return;
  waiting = next;
  waitingFor.dispatchEvent(new Event("change"));
}

type Fetch = typeof fetch;

/** Puts itself before the router's requests. Once, when the page starts. `beside` gets what a page needs besides its data. */
export function watchDeliveries(
  scope: { fetch: Fetch } = window,
  beside: (page: URL) => Promise<void> = async () => {},
): void {
  const ask = scope.fetch.bind(scope);
  scope.fetch = (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, location.href);
    if (address.origin !== location.origin || !address.pathname.endsWith(".data")) return ask(input, init);
    if ((init?.method ?? "GET").toUpperCase() !== "GET") return send(ask, input, init);
    const page = new URL(address.pathname.replace(/(^\/_root)?\.data$/, "") || "/", address);
    const also = beside(page).catch(() => {});
    return load(ask, address, input, init).then(async (response) => {
      await also;
      return response;
    });
  };
}

/**
 * How long after a form was answered no page is taken from what the browser fetched early (milliseconds): longer than the server
 * lets that be kept. It tells what was true before the form.
 */
const freshAfter = 3000;
let answered = -freshAfter;

async function send(ask: Fetch, ...[input, init]: Parameters<Fetch>): Promise<Response> {
  try {
    return await sendForm(ask, input, init);
  } finally {
    answered = performance.now();
  }
}

async function sendForm(ask: Fetch, ...[input, init]: Parameters<Fetch>): Promise<Response> {
  const body = init?.body;
  const read = (name: string) =>
    body instanceof FormData || body instanceof URLSearchParams ? String(body.get(name) ?? "") : "";
  const once = read("once");
  const notArrived = (trouble: Trouble, after?: number) => {
    const to = new URL(input instanceof Request ? input.url : input, location.href);
    tell({
      once,
      isTaken: false,
      trouble,
      ...(after ? { after } : {}),
      sent: { to: `${to.pathname}${to.search}`, entries: textsIn(body) },
    });
    const code = trouble === "busy" ? "too_many" : "unavailable";
    const answer = { intent: read("intent"), ok: false, error: { code }, trouble };
    return new Response(streamed({ data: answer }), { status: 503 });
  };
  let response: Response;
  try {
    response = await ask(input, init);
  } catch (error) {
    if (init?.signal?.aborted) throw error;
    return notArrived("offline");
  }
  // What the application itself answers is in the router's form, refusals too.
  const isOurs = response.headers.has("X-Remix-Response");
  const seconds = Number(response.headers.get("Retry-After")) || undefined;
  if (response.status === 429 && !isOurs) return notArrived("busy", seconds);
  if (response.status >= 500) return notArrived("failed", seconds);
  if (response.status === 401) tell({ once, isTaken: false, trouble: "signed-out" });
  else tell({ once, isTaken: response.ok });
  return response;
}

/** The fields of a form that are no files. */
const textsIn = (body: unknown) =>
  body instanceof FormData || body instanceof URLSearchParams
    ? [...body].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []))
    : [];

/** How long to wait before a page is asked for again (milliseconds). */
const mostTurnedAway = 5;
const waits = [1000, 3000, 10_000, 30_000];

async function load(ask: Fetch, address: URL, ...[input, init]: Parameters<Fetch>): Promise<Response> {
  for (let tries = 0; ; tries++) {
    const isHere =
      address.pathname.replace(/(^\/_root)?\.data$/, "") === location.pathname.replace(/\/$/, "");
    const mustStay = isHere && unsaved.size > 0;
    // A page that is asked for again, or after something was changed, is asked for because it may be another by now.
    const isAnew = isHere || performance.now() < answered + freshAfter;
    try {
      const response = await ask(input, isAnew ? { ...init, cache: "no-cache" } : init);
      const seconds = whenCrowded(response);
      if (seconds > 0 && tries < mostTurnedAway) {
        setWaiting("failed");
        await pause(seconds * 1000, init?.signal);
        continue;
      }
      const isSentAway = mustStay && response.status === 202 && (await isToSignIn(response.clone()));
      if (!isSentAway && !(mustStay && response.status >= 500)) {
        setWaiting(null);
        return response;
      }
      setWaiting(isSentAway ? "signed-out" : "failed");
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      setWaiting("offline");
    }
    await pause(waits[Math.min(tries, waits.length - 1)] as number, init?.signal);
  }
}

/** Seconds after which a page can be asked for again where too many ask at once; 0 for other answers. */
const whenCrowded = ({ status, headers }: Response) =>
  status === 503 && !headers.has("X-Remix-Response") ? Number(headers.get("Retry-After")) || 0 : 0;

const isToSignIn = async (response: Response) => (await response.text()).includes("/sign-in?redirectTo=");

/** Ends early when the browser is back, or when nobody wants the answer any more. */
function pause(milliseconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => () => {
      clearTimeout(timer);
      removeEventListener("online", goOn);
      signal?.removeEventListener("abort", giveUp);
      finish();
    };
    const goOn = end(resolve);
    const giveUp = end(() => reject(new DOMException("given up", "AbortError")));
    const timer = setTimeout(goOn, milliseconds);
    addEventListener("online", goOn);
    signal?.addEventListener("abort", giveUp);
  });
}

type Plain = string | boolean | number | { readonly [name: string]: Plain };

/** A value as the router reads it from a stream: a list in which objects name their parts by their place. */
export function streamed(value: Plain): string {
  const list: unknown[] = [];
  const put = (one: Plain): number => {
    const at = list.push(null) - 1;
    list[at] =
      typeof one === "object"
        ? Object.fromEntries(Object.entries(one).map(([name, part]) => [`_${put(name)}`, put(part)]))
        : one;
    return at;
  };
  put(value);
  return `${JSON.stringify(list)}\n`;
}
