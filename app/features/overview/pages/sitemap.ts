import { listProcesses } from "~/features/overview/services/listProcesses.server";
import { pagesOf } from "~/features/overview/services/pagesOf.server";
import { anywhere } from "~/http/place.server";
import { sends } from "~/http/route.server";
import { alternatives } from "~/i18n/languagePath";

/** How many processes it names; a page each for them would be asked for by every search engine. */
const most = 200;

/** The pages of processes that have something to show, each in every language. */
export const loader = sends(anywhere, "anyone", async ({ deps, shared }) => {
  const { origin } = deps.settings;
  const processes = (await shared(listProcesses)).slice(0, most);
  const paths = await Promise.all(
    processes.map(async ({ id, slug }) => {
      const pages = await shared(pagesOf, id);
      return [`/p/${slug}`, ...pages.map(({ page }) => `/p/${slug}/${page}`)];
    }),
  );
  const urls = ["/", ...paths.flat()].flatMap((path) => {
    const all = alternatives(path);
    const others = all
      .map((one) => `<xhtml:link rel="alternate" hreflang="${one.language}" href="${origin}${one.path}"/>`)
      .join("");
    return all.map((one) => `<url><loc>${origin}${one.path}</loc>${others}</url>`);
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join("\n")}
</urlset>
`;
  return new Response(body, { headers: { "Content-Type": "application/xml; charset=utf-8" } });
});
