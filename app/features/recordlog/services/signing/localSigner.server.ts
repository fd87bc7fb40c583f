import { extended, rootOf } from "~/features/recordlog/domain/guard";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { type NamedKey, signNote } from "~/kernel/tlog/note";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import type { LogSigner, SignedLogs } from "../recordLogDeps";

/**
 * Signs logs with keys that are here. Of each log it signs only what grew from the tree that it signed last: that tree is kept outside of the
 * database, and is on the disk before the signature leaves.
 */
export function localSigner(keysOf: (origin: string) => readonly NamedKey[], signed: SignedLogs): LogSigner {
  return {
    keys: async (origin) => keysOf(origin).map(({ verifier }) => verifierKeyText(verifier)),
    last: async (origin) => signed.read(origin),
    sign: async (origin, { from, leaves, frontier, needed, also }) => {
      const own = new Map(keysOf(origin).map((key) => [verifierKeyText(key.verifier), key]));
      const keys = [...needed, ...also.filter((key) => own.has(key))].map((key) => own.get(key));
      if (keys.length === 0 || !keys.every((key) => key !== undefined)) return { fault: "other-key" };
      // Nothing from here to the end waits: two requests cannot both be held against the same tree.
      const before = signed.read(origin) ?? { size: 0, frontier: [] };
      const now = extended(before, leaves);
      if (before.size !== from || now.frontier.join() !== frontier.join()) return { fault: "other" };
      signed.keep(origin, now);
      return {
        note: signNote(checkpointText({ origin, size: now.size, root: rootOf(now) }), ...keys),
      };
    },
  };
}
