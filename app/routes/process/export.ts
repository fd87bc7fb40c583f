import { sends } from "~/http/route.server";
import type { ProcessRow } from "~/services/people/scope.server";
import { recordZip } from "~/services/publicRecord/keptZip.server";

/** Everything public of a process as one file. */
export const loader = sends("anyone", async ({ deps, scope }) => {
  const process = scope.process as ProcessRow;
  const { body, bytes } = await recordZip(deps, process);
  return new Response(body, {
    headers: {
      "Content-Type": "application/zip",
      "Content-Length": String(bytes),
      "Content-Disposition": `attachment; filename="${process.slug}.zip"`,
    },
  });
});
