import { base64Of } from "./checkpoint";

/** The proof that an entry is in a log, as one text (C2SP's tlog-proof): its index, the way to the root, and the signed checkpoint. */
export function inclusionText(index: number, proof: readonly string[], checkpoint: string): string {
  const lines = [`index ${index}`, ...proof.map(base64Of)];
  return `c2sp.org/tlog-proof@v1\n${lines.join("\n")}\n\n${checkpoint}`;
}
