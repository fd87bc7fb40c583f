import { processFeed } from "~/features/feeds/services/feeds.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { sends } from "~/http/route.server";

/** The Atom feeds of a process. */
export const loader = sends(inProcess, "anyone", async ({ deps, language, params, process }) => {
  const xml = await processFeed(deps, process, params.feed ?? "", language);
  if (!xml) return null;
  return new Response(xml, {
    headers: { "Content-Type": "application/atom+xml; charset=utf-8", "X-Content-Type-Options": "nosniff" },
  });
});
