import type { Deps, MailRefusal } from "../deps";

/** The pauses double from a minute on, up to four hours each; so many are three days. */
const mostAttempts = 25;
const longestPause = 240;
const minute = 60_000;

/** What a letter is refused with that was not handed over at all. */
export const notHandedOver: MailRefusal = { code: "", isFinal: false };

/** What a row whose mail is a job of its own becomes after it was refused. */
export type Refused = {
  readonly mail: "due" | "failed";
  readonly attempts: number;
  readonly mailAfter: Date;
};

/**
 * When a mail that was refused is tried again, by how often it was tried before. What the mail server will never take, or has not taken
 * for three days, is given up and kept as failed, where organizers see it.
 */
export function afterRefusal(attempts: number, { isFinal }: MailRefusal, now: Date): Refused {
  const tried = attempts + 1;
  if (isFinal || tried >= mostAttempts) return { mail: "failed", attempts: tried, mailAfter: now };
  const pause = Math.min(2 ** attempts, longestPause) * minute;
  return { mail: "due", attempts: tried, mailAfter: new Date(now.getTime() + pause) };
}

/**
 * Hands one mail over and has it noted what became of it: null where the mail server took it. A letter that cannot be made counts as
 * refused for now and is thrown on. Where handing it over throws, nothing is noted: it may have gone out, and nothing is sent twice. Returns
 * whether it was taken.
 */
export async function handOver(
  deps: Pick<Deps, "mail">,
  send: (mail: Deps["mail"]) => Promise<boolean>,
  note: (refusal: MailRefusal | null) => Promise<unknown>,
): Promise<boolean> {
  let refusal = notHandedOver;
  let isHandedOver = false;
  const mail: Deps["mail"] = (letter) => {
    isHandedOver = true;
    return deps.mail(letter, (why) => {
      refusal = why;
    });
  };
  const isTaken = await send(mail).catch(async (error) => {
    if (!isHandedOver) await note(notHandedOver);
    throw error;
  });
  await note(isTaken ? null : refusal);
  return isTaken;
}
