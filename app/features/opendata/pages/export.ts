import { recordZip } from "~/features/opendata/services/record/cachedZip.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { keptFile } from "~/http/api.server";
import { sends } from "~/http/route.server";

/** Everything public of a process as one file. */
export const loader = sends("anyone", async (context) => {
  const process = context.scope.process as ProcessRow;
  const zip = await recordZip(context.deps, process);
  return keptFile(context, zip, { type: "application/zip", name: `${process.slug}.zip` });
});
