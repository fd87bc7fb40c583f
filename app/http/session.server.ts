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
