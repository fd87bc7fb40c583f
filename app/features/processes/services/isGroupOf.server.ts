import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { Db } from "~db/client";
import type { ProcessRow } from "./read.server";

/** Whether a group, if one is named, is one of the process's. */
export async function isGroupOf(tx: Db, process: ProcessRow, speaksAs: string | null): Promise<boolean> {
  if (speaksAs === null) return true;
  return (await stakeholderGroupsOf(tx, process.id)).some(({ key }) => key === speaksAs);
}
