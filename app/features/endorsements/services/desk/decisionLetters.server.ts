import { and, asc, eq, inArray, isNotNull, lte } from "drizzle-orm";
import { audit } from "~/features/endorsements/feature";
import { type EndorsementRow, lockByNumber } from "~/features/endorsements/services/findEndorsement.server";
import { sendLetter } from "~/features/endorsements/services/give/letters.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps, MailRefusal } from "~/platform/deps";
import { alone } from "~/platform/jobs/eachAlone";
import { endorsements } from "~db/schema/endorsements";
import { processes } from "~db/schema/processes";

/** So many are taken at a time: what a crash can lose. */
const portion = 20;
/** Pauses that double from a minute on: a mail server that is away for a day is waited for. */
const mostAttempts = 12;
const minute = 60_000;

/** What is stored with a decision: its letter is this node's to send. */
export const letterOf = (deps: Pick<Deps, "now">, state: "listed" | "declined") =>
  ({ letter: state, mail: "taken", mailAfter: deps.now(), attempts: 0 }) as const;

/**
 * Mails the letter that was taken. Returns whether the mail server took it; what it refuses for now is due again after a
 * pause that grows, what it will never take, or has not taken for a day and more, is kept as failed for organizers to see.
 */
export async function sendDecision(
  deps: Deps,
  process: Pick<ProcessRow, "slug" | "title">,
  row: EndorsementRow,
): Promise<boolean> {
  if (row.letter === null) return false;
  let refusal: MailRefusal = { code: "", isFinal: false };
  const mail: Deps["mail"] = (letter) =>
    deps.mail(letter, (why) => {
      refusal = why;
    });
  const reason = row.letter === "declined" ? { reason: row.declinedReason } : undefined;
  const letter = row.letter === "declined" ? "declined" : "accepted";
  let isTaken = false;
  try {
    isTaken = await sendLetter({ ...deps, mail }, process, row, letter, reason);
    return isTaken;
  } finally {
    const isGivenUp = refusal.isFinal || row.attempts + 1 >= mostAttempts;
    const refused = {
      mail: isGivenUp ? ("failed" as const) : ("due" as const),
      attempts: row.attempts + 1,
      mailAfter: new Date(deps.now().getTime() + 2 ** row.attempts * minute),
    };
    await deps.db
      .update(endorsements)
      .set(isTaken ? { mail: "sent", letter: null } : refused)
      .where(and(eq(endorsements.id, row.id), eq(endorsements.mail, "taken")));
  }
}

/** Mails the letters whose next try has come. Any number of nodes may do this at once. Returns how many went out. */
export async function sendDecisions(deps: Deps): Promise<number> {
  let sent = 0;
  const each = alone();
  for (;;) {
    const taken = await takeDue(deps);
    if (taken.length === 0) break;
    for (const { process, row } of taken) if (await each.try(() => sendDecision(deps, process, row))) sent++;
  }
  each.end();
  return sent;
}

function takeDue(deps: Deps) {
  return deps.db.transaction(async (tx) => {
    const due = await tx
      .select({ row: endorsements, process: processes })
      .from(endorsements)
      .innerJoin(processes, eq(processes.id, endorsements.processId))
      .where(
        and(
          eq(endorsements.mail, "due"),
          isNotNull(endorsements.letter),
          lte(endorsements.mailAfter, deps.now()),
          // What an organizer looks at again is told by the letter of the next decision.
          eq(endorsements.letter, endorsements.state),
        ),
      )
      .orderBy(asc(endorsements.mailAfter))
      .limit(portion)
      .for("update", { of: endorsements, skipLocked: true });
    const ids = due.map(({ row }) => row.id);
    if (ids.length > 0)
      await tx.update(endorsements).set({ mail: "taken" }).where(inArray(endorsements.id, ids));
    return due;
  });
}

/** Sends a decision's letter again that did not arrive: `not_found` where none waits, `mail_failed` when it is refused again. */
export async function resendDecision(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
): Promise<Result<undefined, Refusal>> {
  const subject = `${number}`;
  const change = { processId: process.id, actor, action: audit["endorsement.retold"], subject } as const;
  const taken = await changeProcess(deps, change, async (tx) => {
    const row = await lockByNumber(tx, process, number);
    const isWaiting = row && row.letter === row.state && (row.mail === "due" || row.mail === "failed");
    if (!isWaiting) return fail({ code: "not_found" });
    const again = { mail: "taken" as const, attempts: 0 };
    await tx.update(endorsements).set(again).where(eq(endorsements.id, row.id));
    return ok({ ...row, ...again });
  });
  if (!taken.ok) return taken;
  return (await sendDecision(deps, process, taken.value)) ? ok() : fail({ code: "mail_failed" });
}
