import { canonicalJson } from "~/kernel/hash/canonical";
import { commit } from "./entry";

/** How an open ballot log stands, to which an anchor commits without telling it. */
export type LogAnchor = { readonly ballots: string; readonly root: string; readonly size: number };

/** What an anchor has for a ballot log. With a fresh salt each time it hides whether anything was cast since the one before. */
export function anchorCommit(salt: string, { ballots, root, size }: LogAnchor): string {
  return commit(salt, canonicalJson({ ballots, root, size }));
}
