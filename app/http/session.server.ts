import { createCookie } from "@remix-run/node";

/**
 * The session cookie. The __Host- prefix ties it to this host and to secure transport; browsers
 * count localhost as secure, so that it works in evaluation too.
 */
const sessionCookie = createCookie("__Host-codraft", {
  path: "/",
  httpOnly: true,
  secure: true,
  sameSite: "lax",
  maxAge: 60 * 60 * 24 * 30,
});

const onThisMachine = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Whether browsers keep the session's cookie: over https, or on their own machine. A site that is public under https may
 * well be asked over http by the proxy in front of it.
 */
export function keepsSession(origin: string, asked: URL): boolean {
  if (origin.startsWith("https:") || asked.protocol === "https:") return true;
  return onThisMachine.test(asked.hostname);
}

/** Whether a request carries a session at all; visitors' pages may be cached. */
export function hasSessionCookie(cookieHeader: string | undefined): boolean {
  return cookieHeader?.includes("__Host-codraft=") ?? false;
}

export function readToken(request: Request): Promise<string | null> {
  return readCookie(request.headers.get("Cookie"));
}

/** The session's token in a cookie header, or null. */
export async function readCookie(header: string | null): Promise<string | null> {
  const token: unknown = await sessionCookie.parse(header);
  return typeof token === "string" && /^[0-9a-f]{64}$/.test(token) ? token : null;
}

export function startCookie(token: string): Promise<string> {
  return sessionCookie.serialize(token);
}

export function endCookie(): Promise<string> {
  return sessionCookie.serialize("", { maxAge: 0 });
}
