import { findApproval } from "~/features/approvals/services/findApproval.server";
import { onRound } from "~/features/rounds/registrations/place.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";
import { documentText } from "~/kernel/hash/document";

/** The result of a closed approval, byte for byte as its hash was taken. */
export const loader = sends(onRound("approval"), "anyone", async ({ deps, params, round }) => {
  if (params.file !== "result.json") return null;
  const found = await findApproval(deps, round, false);
  const result = found?.approval.result;
  return result ? fileResponse("result.json", "application/json", documentText(result)) : null;
});
