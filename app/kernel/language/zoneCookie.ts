import { cookieNamed } from "./cookieNamed";
import { isTimeZone } from "./zone";

const name = "codraft-zone";
const longest = 60;

/** What a browser keeps of its time zone, as an assignment to `document.cookie`: the next page is written in it on the server. */
export function zoneCookie(zone: string): string {
  return `${name}=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

/** The time zone that a browser was last in, from the Cookie header; null where there is none that the runtime knows. */
export function readZoneCookie(header: string | null): string | null {
  const found = cookieNamed(name, header) ?? "";
  const zone = found.replaceAll(/%2F/gi, "/");
  return zone !== "" && zone.length <= longest && isTimeZone(zone) ? zone : null;
}
