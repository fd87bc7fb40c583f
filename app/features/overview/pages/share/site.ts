import { pictureOf } from "~/features/overview/services/share/pictureOf.server";
import { keptAnswer } from "~/http/api.server";
import { anywhere } from "~/http/place.server";
import { sends } from "~/http/route.server";

/** The picture for previews of pages that belong to no process. */
export const loader = sends(anywhere, "anyone", async ({ request }) =>
  keptAnswer(request, {
    body: await pictureOf({ kind: "site" }),
    type: "image/png",
    language: null,
    of: null,
  }),
);
