import { inProcess } from "~/features/membership/registrations/place.server";
import { recordZip } from "~/features/opendata/services/record/cachedZip.server";
import { keptFile } from "~/http/api.server";
import { sends } from "~/http/route.server";

/** Everything public of a process as one file; in preparation, nothing of it is. */
export const loader = sends(inProcess, "anyone", async (context) => {
  const process = context.process;
  if (!process.openedAt) return null;
  const zip = await recordZip(context.deps, process);
  return keptFile(context, zip, { type: "application/zip", of: process, name: `${process.slug}.zip` });
});
