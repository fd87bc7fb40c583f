import type { RequestHandler } from "express";

/** Whether an Origin header names this site: APP_ORIGIN if set, else the host that was asked. */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  own: string | undefined,
): boolean {
  if (!origin || origin === "null" || !URL.canParse(origin)) return false;
  if (own && new URL(own).origin === origin) return true;
  return !own && host !== undefined && new URL(origin).host === host;
}

/**
 * Refuses changes that another site started. Browsers name the initiator in Sec-Fetch-Site, older
 * ones in Origin or Referer; where one is given it must be this site. A client that gives none is
 * no browser, and carries no cookie that its user did not hand it.
 */
export function sameSiteOnly(own: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return next();
    const site = request.get("sec-fetch-site");
    const origin = request.get("origin");
    const referer = request.get("referer");
    const isForeign =
      (site !== undefined && site !== "same-origin") ||
      (origin !== undefined && !isOwnOrigin(origin, request.get("host"), own)) ||
      (origin === undefined &&
        referer !== undefined &&
        !isOwnOrigin(URL.canParse(referer) ? new URL(referer).origin : "null", request.get("host"), own));
    if (!isForeign) return next();
    response
      .status(403)
      .type("text/plain")
      .send("This request came from another site. Nothing was changed.\n");
  };
}
