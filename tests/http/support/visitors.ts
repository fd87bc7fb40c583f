import type { AppLoadContext } from "@remix-run/node";
import express from "express";
import type { Deps } from "~/platform/deps";
import type { DbHandle } from "~db/client";
import { visitorCache } from "~server/visitors/cache";
import { following } from "~server/visitors/following";
import { bodyIn, handlerOf, type Params } from "./routes";
import { send, serve } from "./site";

/** A page by its file and parameters, or what is answered in its place. */
export type Served =
  | { readonly file: string; readonly params: Params }
  | ((request: Request, context: AppLoadContext) => Promise<Response>);

/** A server process that keeps answers for visitors; it counts what is loaded and what is rendered. */
export async function startNode(
  deps: Deps,
  database: Pick<DbHandle, "db" | "watched">,
  pages: Readonly<Record<string, Served>>,
  mostBytes?: number,
  enter?: Parameters<typeof visitorCache>[0]["enter"],
) {
  const counts = { loaded: 0, rendered: 0 };
  /** Awaited before anything is rendered. */
  const held = { until: Promise.resolve() };
  const answer = async (request: Request, context: AppLoadContext): Promise<Response> => {
    const url = new URL(request.url);
    const served = pages[url.pathname];
    if (!served) return new Response("nothing there", { status: 404 });
    counts.loaded++;
    if (typeof served === "function") return served(request, context);
    const handler = await handlerOf(served.file, "loader");
    const data = await bodyIn({
      thrown: false,
      is: await handler({ request, params: served.params, context }),
    });
    const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-cache" };
    if (context.visitor?.isSame(data)) return new Response(null, { headers });
    counts.rendered++;
    await held.until;
    return new Response(`<html><script>1</script>${JSON.stringify(data)}</html>`, { headers });
  };
  const app = express();
  app.use((_request, response, next) => {
    response.locals = { requestId: "a-request", ready: async () => true };
    response.set("Content-Security-Policy", "script-src 'self' 'nonce-a-nonce'");
    next();
  });
  app.use(
    visitorCache({
      deps,
      followed: following(database),
      answer,
      ...(mostBytes === undefined ? {} : { mostBytes }),
      ...(enter ? { enter } : {}),
    }),
  );
  app.use((_request, response) => response.status(418).end("not for visitors"));
  const site = await serve(app);
  return {
    counts,
    held,
    get: (path: string, headers: Record<string, string> = {}, method = "GET") =>
      send(site, headers, { method, path }),
    close: site.close,
  };
}
