/**
 * Puts what many pages load into few files: what packages give to the frame of every page, the frame, and what a process and its desk add to
 * it. By themselves the modules that these share with pages would come in some fifty, each a request of its own, and compressed each by itself.
 * What only some pages load is left to Rollup.
 */
export const everyPage = {
  name: "codraft-every-page",
  config: (_, { isSsrBuild }) => {
    if (isSsrBuild) return undefined;
    return { build: { rollupOptions: { output: { manualChunks: inFewFiles } } } };
  },
};

/** The routes that others stand in, from the outermost, by the name of the file that takes what they import at once. */
const frames = [
  ["frame", /\/entry\.client\.tsx$|\/app\/root\.tsx\?__remix-build-client-route$/],
  ["process", /\/overview\/pages\/layout\.tsx\?__remix-build-client-route$/],
  ["desk", /\/overview\/pages\/manage\.layout\.tsx\?__remix-build-client-route$/],
];

/** File by module, for the graph that was asked of first. */
let files;

function inFewFiles(id, graph) {
  files ??= filesOf(graph);
  return files.get(id);
}

function filesOf({ getModuleIds, getModuleInfo }) {
  const found = new Map();
  for (const [name, begins] of frames) {
    const reached = new Set([...getModuleIds()].filter((id) => begins.test(id)));
    for (const id of reached) for (const next of getModuleInfo(id)?.importedIds ?? []) reached.add(next);
    for (const id of reached)
      if (!found.has(id)) found.set(id, id.includes("/node_modules/") ? "packages" : name);
  }
  return found;
}
