import { cookieNamed } from "~/kernel/language/cookieNamed";
import { cut } from "~/kernel/text/cut";

const name = "codraft-campaign";
const code = "[a-z0-9]+(?:-[a-z0-9]+)*";

/** The code of a campaign in the address of a link; empty for none. */
export function campaignIn(url: URL): string {
  const given = url.searchParams.get("c") ?? "";
  return given.length <= 60 && new RegExp(`^${code}$`).test(given) ? given : "";
}

/** Remembers, while the browser is open, by which campaign somebody came to a process. */
export function campaignCookie(process: string, campaign: string): string {
  return `${name}=${process}:${campaign}; Path=/; SameSite=Lax; HttpOnly`;
}

/** The campaign by which somebody came to a process, from the Cookie header; empty for none. */
export function readCampaignCookie(header: string | null, process: string): string {
  const value = cookieNamed(name, header) ?? "";
  const [, slug, campaign] = new RegExp(`^([a-z0-9-]+):(${code})$`).exec(value) ?? [];
  return slug === process && campaign ? cut(campaign, 60) : "";
}
