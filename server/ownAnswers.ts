import type { RequestHandler } from "express";
import { hasSessionCookie } from "~/http/session.server";

/**
 * What somebody who is signed in is answered, no cache between them and here may keep for others, whatever it is: where nothing else says
 * how long an answer may be kept, this does.
 */
export function keepToOneself(): RequestHandler {
  return (request, response, next) => {
    if (!hasSessionCookie(request.get("cookie"))) return next();
    const { writeHead } = response;
    response.writeHead = function (this: typeof response, ...args: unknown[]) {
      if (!this.hasHeader("Cache-Control")) this.setHeader("Cache-Control", "private, no-store");
      return Reflect.apply(writeHead, this, args);
    };
    next();
  };
}
