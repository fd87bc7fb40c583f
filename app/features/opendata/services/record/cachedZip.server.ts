import { zipSink } from "~/features/opendata/services/files.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { makeBallotFiles } from "~/features/results/services/resultFiles.server";
import type { Deps, OpenedFile } from "~/platform/deps";

const keptFor = 10 * 60_000;

/** The record of a process as a .zip file: as the process is now, but for what was said in the last ten minutes. */
export function recordZip(deps: Deps, process: ProcessRow): Promise<OpenedFile> {
  return deps.keptFiles.open(deps, {
    process,
    name: "record.zip",
    keptFor,
    make: async (path) => {
      // Before the record's transaction, in which nothing waits for a thread.
      await makeBallotFiles(deps, process);
      const sink = await zipSink(path, deps.work);
      try {
        await writeRecord(deps, process, sink);
        await sink.end();
      } catch (error) {
        await sink.drop();
        throw error;
      }
    },
  });
}
