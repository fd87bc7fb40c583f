import { checkWitnesses } from "~/features/verification/domain/attested/witnesses";
import { checkChanges } from "~/features/verification/domain/keys";
import { readRecord } from "~/features/verification/domain/readRecord";
import { checkSignature } from "~/features/verification/domain/signatures";
import { Findings, faultText } from "~/features/verification/domain/steps";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { type VerifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";

/** A record log and what is signed of it, as files have it. */
export type ClaimedLog = {
  readonly texts: readonly string[];
  /** The signed checkpoint. */
  readonly note: string;
  readonly policy: string | null;
  /** The checkpoints by which keys were changed, by the entries that say so. */
  readonly handovers: ReadonlyMap<number, string>;
};

/** What is signed of a log. */
export type SignedPart = {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** The verifier key that signed it. */
  readonly by: string;
  /** Whether that goes back to a key that the reader brought. */
  readonly isKnown: boolean;
  /** Whether as many witnesses as it asks for saw that; null where it asks for none. */
  readonly isWitnessed: boolean | null;
};

/** The first thing that is wrong with what is claimed to be signed of a log. */
export type NotSigned = { readonly isSignature: boolean; readonly why: string };

/** What is signed of a log, by the rules by which bundles are checked. Entries after those that were signed are not looked at. */
export function readSigned(claim: ClaimedLog, brought: readonly VerifierKey[]): SignedPart | NotSigned {
  const findings = new Findings();
  const wrong = (): NotSigned | null => {
    const [fault] = findings.faults;
    return fault ? { isSignature: fault.step === "signature", why: faultText(fault) } : null;
  };
  const signed = checkSignature(claim.note, claim.texts, brought.map(verifierKeyText), findings);
  if (!signed) return wrong() ?? { isSignature: true, why: "signature checkpoint" };
  const { checkpoint, keys } = signed;
  const texts = claim.texts.slice(0, checkpoint.size);
  const record = findings.faults.length > 0 ? null : readRecord(texts, checkpoint, findings);
  if (record) checkChanges(claim, checkpoint, keys, record, findings);
  const fault = wrong();
  if (!record || fault) return fault ?? { isSignature: false, why: "record root" };
  const witnesses = new Findings();
  const isAsked = checkWitnesses({ policy: claim.policy, checkpoint: claim.note }, record, keys, witnesses);
  const altered = witnesses.faults.find(({ code }) => code !== "quorum");
  if (altered) return { isSignature: false, why: faultText(altered) };
  const read = readNote(claim.note);
  const [signer] = (read && signersOf(read, keys.log(checkpoint.size))) ?? [];
  return {
    ...checkpoint,
    by: signer ? verifierKeyText(signer.key) : "",
    isKnown: brought.length > 0,
    isWitnessed: isAsked ? witnesses.faults.length === 0 : null,
  };
}
