import { inProcess } from "~/features/membership/registrations/place.server";
import { namesOf } from "~/features/representation/services/representationPage.server";
import { newestSnapshot } from "~/features/representation/services/snapshots.server";
import { worldMap } from "~/features/representation/services/worldMap.server";
import { keptBy } from "~/http/api.server";
import { sends } from "~/http/route.server";

/** The world map of who takes part, as a picture on its own; the page has the table behind it. */
export const loader = sends(inProcess, "anyone", async ({ deps, language, process, t }) => {
  const snapshot = await newestSnapshot(deps.db, process.id);
  const countries = snapshot?.figures.breakdowns.country ?? {};
  const counts = Object.fromEntries(Object.entries(countries).map(([key, one]) => [key, one.registered]));
  const map = worldMap(counts, {
    title: t("representation:map"),
    nameOf: namesOf(language, "region"),
    language,
  });
  return new Response(map, {
    headers: {
      "Content-Type": "image/svg+xml; charset=utf-8",
      "X-Content-Type-Options": "nosniff",
      // A picture alone: whatever a name in it may be, nothing of it runs.
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
      "Cache-Control": keptBy(process, 300),
    },
  });
});
