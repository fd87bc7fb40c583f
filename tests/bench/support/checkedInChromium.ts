import { startApp } from "~tests/support/app";
import { sharedChromium } from "~tests/support/chromium";

/** Seconds that a check took, and each of its steps. */
export type Checked = {
  readonly seconds: number;
  readonly steps: readonly (readonly [string, number])[];
  readonly faults: number;
};

/** What the worker says of a check. */
type Said = {
  readonly step?: { readonly step: string };
  readonly verification?: { readonly faults: readonly unknown[] };
};

/** Seconds of a processor. */
type Used = {
  /** Of the thread that checks. */
  readonly thread: number;
  /** Of all threads of the page: of those that collect garbage and hash beside it as well. */
  readonly all: number;
};

/**
 * Has the page `/verify` of the built application check a bundle offline, by its button and its worker; and what the worker runs on a processor
 * that Chromium slows. It slows the threads of pages alone, so the worker's code is run by the page then, and before that once as it is, for
 * the processor time that it takes: what else the machine does is no matter for that.
 */
export async function checkedInChromium(
  data: Uint8Array,
  rate: number,
): Promise<{ readonly byButton: number; readonly used: Used; readonly slowed: Checked }> {
  const app = await startApp();
  try {
    const browser = await sharedChromium();
    const page = await browser.newPage();
    const at = `${app.url}/verify`;
    await page.goto(at, { waitUntil: "networkidle" });
    const code = page.workers()[0]?.url() ?? "";
    await page.context().setOffline(true);
    const file = { name: "bundle.zip", mimeType: "application/zip", buffer: Buffer.from(data) };
    await page.locator('input[name="bundle"]').setInputFiles(file);
    const began = performance.now();
    await page.locator("main form .btn").click();
    await page.locator("main progress").waitFor();
    await page.locator("main progress").waitFor({ state: "detached", timeout: 120_000 });
    const byButton = (performance.now() - began) / 1000;
    await page.context().setOffline(false);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const usedSoFar = async (): Promise<Used> => {
      const { metrics } = await session.send("Performance.getMetrics");
      const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
      return { thread: of("ThreadTime"), all: of("ProcessTime") };
    };
    const bytes = Buffer.from(data).toString("base64");
    const bring = async () => {
      await page.goto(at, { waitUntil: "networkidle" });
      await page.evaluate(bringHere, bytes);
    };
    await bring();
    const before = await usedSoFar();
    await page.evaluate(runHere, code);
    const after = await usedSoFar();
    await bring();
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    const slowed = await page.evaluate(runHere, code);
    await browser.close();
    const used = { thread: after.thread - before.thread, all: after.all - before.all };
    return { byButton, used, slowed };
  } finally {
    await app.stop();
  }
}

/** Runs in the page: has it hold what is to be checked. How that comes here is no part of a check. */
function bringHere(bytes: string): void {
  const data = Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0));
  Object.assign(globalThis, { data });
}

/** Runs in the page: takes the place of the thread that the worker's code speaks to. */
async function runHere(code: string): Promise<Checked> {
  const here = globalThis as unknown as {
    data: Uint8Array;
    postMessage: (said: Said) => void;
    onmessage: (asked: { data: object }) => void;
  };
  await import(code);
  const steps: [string, number][] = [];
  const began = performance.now();
  let before = began;
  const told = new Promise<Said>((resolve) => {
    here.postMessage = (said) => {
      if (!said.step) return resolve(said);
      const now = performance.now();
      steps.push([said.step.step, (now - before) / 1000]);
      before = now;
    };
  });
  here.onmessage({ data: { data: here.data, brought: { keys: [], kept: [], receipts: [] } } });
  const { verification } = await told;
  const faults = verification?.faults.length ?? Number.NaN;
  return { seconds: (performance.now() - began) / 1000, steps, faults };
}
