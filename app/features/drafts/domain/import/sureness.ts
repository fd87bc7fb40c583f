import { leadOf } from "~/features/drafts/domain/align";
import { compareWords, isWord, wordsOf } from "~/kernel/text/wordDiff";

/** How sure it is that a text that was read goes on in a clause: from the very same text to hardly. */
export const surenesses = ["same", "sure", "likely", "unsure"] as const;
export type Sureness = (typeof surenesses)[number];

type Said = { readonly heading: string; readonly body: string };

/** How much of two texts is the same, from 0 to 1, in whole hundredths as it is shown. */
function likeness(one: Said, other: Said): number {
  const [a, b] = [one, other].map(({ heading, body }) => `${heading}\n${body}`.trim().toLowerCase());
  const count = (text: string) => wordsOf(text).filter(isWord).length;
  const all = count(a ?? "") + count(b ?? "");
  if (all === 0) return 1;
  const kept = compareWords(a ?? "", b ?? "").filter(({ kind }) => kind === "kept");
  return Math.round((200 * kept.reduce((sum, { text }) => sum + count(text), 0)) / all) / 100;
}

export function surenessOf(read: Said, clause: Said): Sureness {
  if (read.body.trim() === clause.body.trim()) return "same";
  const alike = likeness(read.heading ? read : { ...read, heading: clause.heading }, clause);
  const lead = leadOf(read);
  if (alike >= 0.8 || (lead !== "" && lead === leadOf(clause) && alike >= 0.5)) return "sure";
  return alike >= 0.6 ? "likely" : "unsure";
}
