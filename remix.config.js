import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { cutFonts } from "./server/scripts/cutFonts.js";
import { everyPage } from "./server/scripts/everyPage.js";
import { wordsByLanguage } from "./server/scripts/wordsByLanguage.js";

const { dependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The browser connects by WebSocket alone (app/realtime/connection.ts), so other transports need not be sent to it. */
const webSocketAlone = {
  name: "web-socket-alone",
  load: (id) =>
    /\/engine\.io-client\/build\/esm\/transports\/index\.js$/.test(id)
      ? 'import { WS } from "./websocket.js"; export const transports = { websocket: WS };'
      : undefined,
};

/** The one build file: Vite's configuration and, in it, Remix's. */
export default defineConfig({
  plugins: [
    tailwindcss(),
    webSocketAlone,
    wordsByLanguage,
    cutFonts,
    everyPage,
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    serverPrograms(),
  ],
  resolve: {
    alias: { "~db": folder("./db"), "~server": folder("./server"), "~": folder("./app") },
  },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    // Reading a property does nothing else here: what a feature registers for the server stays out of what pages load.
    rollupOptions: { treeshake: { propertyReadSideEffects: false } },
  },
  server: { warmup: { clientFiles: ["./app/root.tsx"] } },
});

/**
 * Builds the programs of the server together with its pages: build/server/index.js has the pages, main.js
 * serves them, codraft.js has the commands, thread.js does heavy work. A module that two of them import is there once, in a chunk.
 * `dependencies` stay outside and are installed where the server runs; all else is built in.
 */
function serverPrograms() {
  const programs = {
    main: "./server/main.ts",
    codraft: "./server/cli/main.ts",
    thread: "./server/work/thread.ts",
  };
  const names = new Map(Object.entries(programs).map(([name, file]) => [folder(file), name]));
  const entryFileNames = ({ facadeModuleId }) => `${names.get(facadeModuleId) ?? "index"}.js`;
  return {
    name: "codraft-server-programs",
    config: (config, { isSsrBuild }) => {
      if (!isSsrBuild) return {};
      // In place of Remix's list, which leaves Remix itself outside; what is returned would be added to it.
      config.ssr = { noExternal: true, external: [...Object.keys(dependencies), "vite"] };
      return { build: { rollupOptions: { input: [...names.keys()], output: { entryFileNames } } } };
    },
  };
}
