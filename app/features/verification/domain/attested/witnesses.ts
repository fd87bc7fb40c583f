import { sha256Hex } from "~/kernel/hash/sha256";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { hasQuorum, readPolicy } from "~/kernel/witness/policy";
import type { Bundle } from "../bundle";
import type { Keys } from "../keys";
import { entriesOf, type ReadRecord } from "../readRecord";
import type { Findings } from "../steps";

/**
 * Holds the checkpoint against the witnesses that the process asks for: the policy is the one that the record declared last, it knows
 * the log by its key, and as many witnesses signed as it asks for. Answers whether any are asked for.
 */
export function checkWitnesses(
  { policy: text, checkpoint }: Pick<Bundle, "policy" | "checkpoint">,
  record: ReadRecord,
  keys: Keys,
  findings: Findings,
): boolean {
  const fault = (code: string) => findings.fault("witnesses", code);
  const declared = entriesOf(record, "policy").at(-1);
  if (!declared || text === null) {
    if (declared) fault("missing");
    if (text !== null) fault("undeclared");
    return declared !== undefined || text !== null;
  }
  if (sha256Hex(text) !== declared.policy) fault("altered");
  const read = readPolicy(text);
  const note = readNote(checkpoint);
  if (!read.ok || !note) {
    fault("unreadable");
    return true;
  }
  const { logs, witnesses } = read.value;
  const own = keys.log(record.entries.length);
  const isOfLog = logs.some(({ key }) => own.some(({ name, id }) => name === key.name && id === key.id));
  if (!isOfLog) fault("log");
  const asked = witnesses.map(({ key }) => key);
  const isNamed = note.signatures.some((one) =>
    asked.some(({ name, id }) => name === one.name && id === one.id),
  );
  const signed = isNamed ? signersOf(note, asked) : [];
  if (!signed) {
    fault("signature");
    return true;
  }
  const seenBy = witnesses.filter((one) => signed.some(({ key }) => key === one.key)).map(({ name }) => name);
  if (!hasQuorum(read.value, new Set(seenBy))) fault("quorum");
  return read.value.quorum !== null;
}
