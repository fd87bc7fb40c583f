import { inProcess } from "~/features/membership/registrations/place.server";
import { pictureOf } from "~/features/overview/services/share/pictureOf.server";
import { sharedOf } from "~/features/overview/services/share/sharedOf.server";
import { keptAnswer } from "~/http/api.server";
import { sends } from "~/http/route.server";

/** The picture for previews of a page of a process, drawn from what the public may see of it, whoever asks. */
export const loader = sends(inProcess, "anyone", async ({ deps, params, process, request }) => {
  const [, name] = /^(.+)\.png$/.exec(params["*"] ?? "") ?? [];
  const shared = name ? await sharedOf(deps, process, name) : null;
  if (!shared) return null;
  const body = await pictureOf(shared);
  return keptAnswer(request, { body, type: "image/png", language: null, of: process });
});
