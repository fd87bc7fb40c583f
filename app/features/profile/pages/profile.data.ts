import { redirect } from "@remix-run/node";
import { ownData } from "~/features/profile/services/ownData.server";
import { fileResponse } from "~/http/files";
import { anywhere } from "~/http/place.server";
import { sends } from "~/http/route.server";

/** Everything that is stored about whoever asks; whoever is suspended may still have what is theirs. */
export const loader = sends(anywhere, "anyone", async ({ deps, actor, to }) => {
  if (!actor) throw redirect(to(`/sign-in?redirectTo=${encodeURIComponent(to("/profile"))}`));
  const text = JSON.stringify(await ownData(deps, actor), null, 2);
  return fileResponse("my-data.json", "application/json", `${text}\n`);
});
