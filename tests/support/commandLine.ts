const { isBuilt } = (await import(new URL("../../server/scripts/build.js", import.meta.url).href)) as {
  isBuilt: () => boolean;
};

/** What Node is given to run the command line: the build where it is up to date, which starts faster. */
export const commandLine: readonly string[] = isBuilt()
  ? ["build/server/codraft.js"]
  : ["--import", "tsx", "server/cli/main.ts"];
