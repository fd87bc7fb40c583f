import type { ViteDevServer } from "vite";

/** Vite for `npm run dev`: it serves and reloads pages from their sources. Nothing built comes here. */
export async function startVite(): Promise<ViteDevServer> {
  const { createServer } = await import("vite");
  return createServer({ configFile: "remix.config.js", server: { middlewareMode: true } });
}
