import { inProcess } from "~/features/membership/registrations/place.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import { ownCells } from "~/features/reviews/services/cells/ownCells.server";
import { conclusionsAsCsv, emptyFile } from "~/features/reviews/services/cells/reviewFiles.server";
import { findSystem } from "~/features/reviews/services/findSystem.server";
import { cellsFile } from "~/features/reviews/services/held/cellsFile.server";
import { newestPublished, reviewedVersions } from "~/features/reviews/services/reviewedVersions.server";
import { ownReview } from "~/features/reviews/services/volunteer.server";
import { fileResponse, gzippedResponse } from "~/http/files";
import { sends } from "~/http/route.server";

const csv = (name: string, body: string) => fileResponse(name, "text/csv", body);

/** Cells and conclusions for spreadsheets: of all systems or one, as of a version; a reviewer's own to fill in. */
export const loader = sends(inProcess, "anyone", async (context) => {
  const { deps, params, process, url } = context;
  const all = await reviewedVersions(deps.db, process);
  const published = all.filter(({ draft }) => draft.state !== "working");
  const wanted = url.searchParams.get("draft");
  const at = wanted ? published.find(({ draft }) => draft.label === wanted) : newestPublished(published);
  const system = params.system === undefined ? null : await findSystem(deps, process, params.system);
  if (!at || (params.system !== undefined && !system)) return null;
  switch (params.file) {
    case "cells.csv":
      return gzippedResponse(context, await cellsFile(deps, process, at, all, system), {
        name: "cells.csv",
        type: "text/csv",
      });
    case "conclusions.csv":
      return system ? null : csv("conclusions.csv", await conclusionsAsCsv(deps, process, at, all));
    case "own.csv": {
      const actor = context.standing.suspended ? null : context.actor;
      const review = system && actor && (await ownReview(deps.db, actor, system));
      if (!system || review?.state !== "confirmed") return null;
      const [cells, criteria] = await Promise.all([
        ownCells(deps, review, at, all),
        criteriaOf(deps.db, process.id),
      ]);
      const keys = criteria.map(({ key }) => key);
      return csv(`${system.key}.csv`, emptyFile(at, keys, cells.standing));
    }
    default:
      return null;
  }
});
