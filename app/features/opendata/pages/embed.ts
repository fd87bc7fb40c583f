import { inProcess } from "~/features/membership/registrations/place.server";
import { barsPicture, picturePage } from "~/features/opendata/services/embed/picture";
import { embedded } from "~/features/opendata/services/embed/pictures.server";
import { keptAnswer } from "~/http/api.server";
import { sends } from "~/http/route.server";
import { inLanguage } from "~/i18n/languagePath";
import { negotiate } from "~/i18n/negotiate";
import { isLanguage } from "~/kernel/language/languages";

/** Results, approvals and endorsements as a picture for other sites: an .svg, or an .html page for a frame. */
export const loader = sends(inProcess, "anyone", async ({ deps, params, request, process, url }) => {
  const [, name, type] = /^(.+)\.(svg|html)$/.exec(params["*"] ?? "") ?? [];
  const asked = url.searchParams.get("lang");
  const language = isLanguage(asked) ? asked : negotiate(request.headers.get("Accept-Language") ?? undefined);
  const found = name ? await embedded(deps, process, name, language) : null;
  if (!found) return null;
  const { picture, path } = found;
  if (type === "svg")
    return keptAnswer(request, { body: barsPicture(picture), type: "image/svg+xml", language, of: process });
  const address = `${deps.settings.origin}${inLanguage(language, path)}`;
  const link = deps.translator(language)("opendata:picture.link");
  return keptAnswer(request, {
    body: picturePage(picture, address, link),
    type: "text/html",
    language,
    of: process,
  });
});
