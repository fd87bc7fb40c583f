import { anywhere } from "~/http/place.server";
import { sends } from "~/http/route.server";

/** What is only for people who are signed in or by a mail of theirs, or different for each question, is not for search engines. */
const apart = [
  ...["/sign-in", "/mailbox", "/profile", "/notices", "/invitations/", "/unsubscribe/"],
  ...["/p/*/manage", "/p/*/search", "/p/*/join", "/*.data"],
  ...["/p/*/workgroups/*/facilitate", "/p/*/rounds/*/ballot", "/p/*/systems/*/answer/"],
  ...["/p/*/endorsements/mine", "/p/*/endorsements/link/"],
];

export const loader = sends(anywhere, "anyone", async ({ deps }) => {
  const lines = [
    "User-agent: *",
    ...apart
      .flatMap((path) => (path.startsWith("/*") ? [path] : [path, `/*${path}`]))
      .map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${deps.settings.origin}/sitemap.xml`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
});
