import { randomUUID } from "node:crypto";
import type { TestApp } from "~tests/support/app";

export type Form = Record<string, string | string[]>;

/** Fetches without following, as a demo seat or as a visitor. */
export async function ask(app: TestApp, path: string, init: RequestInit & { as?: string } = {}) {
  const { as, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (as) {
    const { name, value } = await app.sessionOf(as);
    headers.append("Cookie", `${name}=${value}`);
  }
  if (!headers.has("Accept")) headers.set("Accept", "text/html");
  return fetch(`${app.url}${path}`, { redirect: "manual", ...rest, headers });
}

/** Sends a form as a browser without script would. */
export function send(
  app: TestApp,
  path: string,
  form: Form,
  init: { as?: string; headers?: Record<string, string> } = {},
) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
  return ask(app, path, { method: "POST", body, ...init });
}

/** Casts a first ballot and returns its leaf. */
export async function cast(app: TestApp, as: string, round: string, choices: Form): Promise<string> {
  const response = await send(
    app,
    `${round}/ballot`,
    { intent: "cast", prev: "", key: randomUUID(), ...choices },
    { as },
  );
  const leaf = /leaf=([0-9a-f]{64})/.exec(response.headers.get("location") ?? "")?.[1];
  if (!leaf) throw new Error(`${as} could not cast in ${round}: ${response.status}`);
  return leaf;
}

export const endorsementLink = /\/endorsements\/link\/[0-9a-f]{64}/;

/** The newest mail to an address, as the mailbox page shows it. */
export async function mailTo(app: TestApp, address: string): Promise<string> {
  // Of this address alone: the page shows the latest fifty, and notices to many others may come in between.
  const html = await (await ask(app, `/mailbox?to=${encodeURIComponent(address)}`)).text();
  const [, mail] = html.split("<article");
  if (!mail) throw new Error(`No mail to ${address}.`);
  return mail.replace(/<[^>]+>/g, " ");
}

/** What of the newest mail to an address has this form; a test that goes on without it would fail for another reason. */
export async function inMailTo(app: TestApp, address: string, form: RegExp): Promise<string> {
  const mail = await mailTo(app, address);
  const [found] = form.exec(mail) ?? [];
  if (!found) throw new Error(`Nothing like ${form} in the mail to ${address}:\n${mail}`);
  return found;
}
