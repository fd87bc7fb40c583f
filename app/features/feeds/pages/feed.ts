import { processFeed } from "~/features/feeds/services/feeds.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { sends } from "~/http/route.server";

/** The Atom feeds of a process. */
export const loader = sends("anyone", async ({ deps, language, params, scope }) => {
  const xml = await processFeed(deps, scope.process as ProcessRow, params.feed ?? "", language);
  if (!xml) return null;
  return new Response(xml, {
    headers: { "Content-Type": "application/atom+xml; charset=utf-8", "X-Content-Type-Options": "nosniff" },
  });
});
