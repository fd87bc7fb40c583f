import {
  replaceTerms,
  type TermList,
  type TermsInUse,
} from "~/features/processes/services/editProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { dropGroupTargets } from "~/features/representation/services/questions.server";
import { isBound } from "~/features/rounds/services/read.server";
import type { Actor, Deps } from "~/platform/deps";

/**
 * Replaces the process's criteria or stakeholder groups by a list. Criteria stand once a round of votes has opened,
 * groups once an approval has: ballots are held against them (`round_not_draft`).
 */
export function setTerms(deps: Deps, actor: Actor, process: ProcessRow, list: TermList) {
  const inUse: TermsInUse =
    list.kind === "criteria"
      ? { isHeld: (tx) => isBound(tx, process.id, "components") }
      : {
          isHeld: (tx) => isBound(tx, process.id, "approval"),
          // Nobody can reach a target of a group that is gone.
          dropped: (tx, keys) => dropGroupTargets(tx, process.id, keys),
        };
  return replaceTerms(deps, actor, process, list, inUse);
}
