/**
 * A file to download; never shown as a page, whatever is in it. Nobody keeps it: it may be for whoever is
 * signed in alone.
 */
export function fileResponse(name: string, type: string, body: string): Response {
  return new Response(body, {
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}
