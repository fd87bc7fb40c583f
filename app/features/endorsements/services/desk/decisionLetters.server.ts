import { and, asc, eq, isNotNull, lte } from "drizzle-orm";
import { audit } from "~/features/endorsements/feature";
import { type EndorsementRow, lockByNumber } from "~/features/endorsements/services/findEndorsement.server";
import { sendLetter } from "~/features/endorsements/services/give/letters.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { afterRefusal, handOver } from "~/platform/jobs/mailQueue";
import { severalAtOnce } from "~/platform/jobs/severalAtOnce";
import { endorsements } from "~db/schema/endorsements";
import { processes } from "~db/schema/processes";

/** What is stored with a decision: its letter is this node's to send. */
export const letterOf = (deps: Pick<Deps, "now">, state: "listed" | "declined") =>
  ({ letter: state, mail: "taken", mailAfter: deps.now(), attempts: 0 }) as const;

/** Mails the letter that was taken. Returns whether the mail server took it; one that it refuses is tried again, or kept as failed. */
export async function sendDecision(
  deps: Deps,
  process: Pick<ProcessRow, "slug" | "title">,
  row: EndorsementRow,
): Promise<boolean> {
  if (row.letter === null) return false;
  const reason = row.letter === "declined" ? { reason: row.declinedReason } : undefined;
  const letter = row.letter === "declined" ? "declined" : "accepted";
  return handOver(
    deps,
    (mail) => sendLetter({ ...deps, mail }, process, row, letter, reason),
    (refusal) =>
      deps.db
        .update(endorsements)
        .set(
          refusal ? afterRefusal(row.attempts, refusal, deps.now()) : { mail: "sent" as const, letter: null },
        )
        .where(and(eq(endorsements.id, row.id), eq(endorsements.mail, "taken"))),
  );
}

/** Mails the letters whose next try has come. Any number of nodes may do this at once. Returns how many went out. */
export function sendDecisions(deps: Deps): Promise<number> {
  return severalAtOnce({
    most: deps.mailsAtOnce,
    take: () => takeDue(deps),
    run: ({ process, row }) => sendDecision(deps, process, row),
  });
}

function takeDue(deps: Deps) {
  return deps.db.transaction(async (tx) => {
    const [due] = await tx
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
      .orderBy(asc(endorsements.mailAfter), asc(endorsements.id))
      .limit(1)
      .for("update", { of: endorsements, skipLocked: true });
    if (!due) return null;
    await tx.update(endorsements).set({ mail: "taken" }).where(eq(endorsements.id, due.row.id));
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
