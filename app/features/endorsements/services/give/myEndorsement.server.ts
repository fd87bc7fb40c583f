import { claimedDomain } from "~/features/endorsements/domain/mailDomains";
import {
  answersOf,
  type EndorsementRow,
  newestEndorsable,
} from "~/features/endorsements/services/findEndorsement.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";

/** An endorsement as the page of whoever gave it shows it: what was said, where it stands, what is asked. */
export async function myEndorsement(deps: Pick<Deps, "db">, process: ProcessRow, row: EndorsementRow) {
  const [answers, newest] = await Promise.all([
    answersOf(deps.db, row.id),
    newestEndorsable(deps.db, process),
  ]);
  const before = answers.find(({ answer, label }) => answer === "yes" && label !== newest?.label);
  return {
    number: row.number,
    kind: row.kind,
    state: row.state,
    /** Waits because of what was given from its address before. */
    isHeld: row.state === "unchecked" && row.heldAddress !== "",
    name: row.name,
    affiliation: row.affiliation,
    country: row.country,
    statement: row.statement,
    language: row.statementLanguage ?? row.language,
    domain: claimedDomain(row.domain),
    signatory: row.signatory,
    authority: row.authority,
    declinedReason: row.declinedReason,
    hiddenReason: row.hiddenAt ? row.hiddenReason : "",
    isHidden: row.hiddenAt !== null,
    versions: answers.map(({ label, answer, at }) => ({ label, answer, at })),
    newest: newest && {
      label: newest.label,
      answer: answers.find(({ label }) => label === newest.label)?.answer ?? null,
      /** The version that is compared with it. */
      before: before?.label ?? null,
    },
  };
}
