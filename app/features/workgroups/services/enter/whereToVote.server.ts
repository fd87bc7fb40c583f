import { readTodos } from "~/features/notices/services/readTodos.server";
import type { Actor, Deps } from "~/platform/deps";

/** Pages on which people vote, below a process. */
const isVote = (path: string) => /^\/(rounds|approvals)\/\d+(\/ballot)?$/u.test(path);

/**
 * The page on which somebody who has just come to a process can vote: of what waits for them there a ballot of theirs, else a
 * round that they may join; null where there is neither. Of several the one that ends first.
 */
export async function whereToVote(deps: Deps, actor: Actor, slug: string): Promise<string | null> {
  const votes = (await readTodos(deps, actor)).filter(
    ({ desk, path, process }) => desk === null && process.slug === slug && isVote(path),
  );
  const found = votes.find(({ path }) => path.endsWith("/ballot")) ?? votes[0];
  return found ? `/p/${slug}${found.path}` : null;
}
