import { apiAnswer } from "~/features/opendata/services/api/answer.server";
import { csvOf } from "~/features/opendata/services/api/csv.server";
import { findOpenProcess } from "~/features/processes/services/findProcess.server";
import { keptAnswer, keptFile, problem } from "~/http/api.server";
import { anywhere } from "~/http/place.server";
import { sends } from "~/http/route.server";
import { negotiate } from "~/i18n/negotiate";

/** Everything of /api/v1: JSON, and the CSV file of each list. It knows processes that are open to everyone, and no others. */
export const loader = sends(anywhere, "anyone", async (context) => {
  const { deps, params, request, url } = context;
  const path = (params["*"] ?? "").replace(/\/$/, "");
  const language = negotiate(request.headers.get("Accept-Language") ?? undefined);
  // No name holds a zero, and PostgreSQL takes no question that does.
  if (path.includes("\0")) return problem(deps, language, "not_found");
  const file = /^processes\/([^/]+)\/([^/]+\.csv)$/.exec(path);
  if (file) {
    const process = await findOpenProcess(deps, file[1] as string);
    const csv = process && (await csvOf(deps, process, file[2] as string));
    return csv
      ? keptFile(context, csv, {
          type: "text/csv; charset=utf-8",
          of: process,
          name: `${process.slug}-${file[2]}`,
        })
      : problem(deps, language, "not_found");
  }
  const answer = await apiAnswer(deps, { path, query: url.searchParams, language });
  if (!answer.ok) return problem(deps, language, answer.error.code);
  const { value: said } = answer;
  if ("file" in said)
    return keptFile(context, said.file, {
      of: null,
      type: "application/json; charset=utf-8",
      language: said.language,
    });
  const { body, language: own } = said;
  return keptAnswer(request, {
    body: `${JSON.stringify(body)}\n`,
    type: "application/json",
    language: own,
    of: null,
  });
});
