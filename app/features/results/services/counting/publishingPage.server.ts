import { eq, inArray } from "drizzle-orm";
import { countOthers } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultHash } from "~/features/results/domain/resultDocument";
import { publishCompilation } from "~/features/results/services/compileRounds.server";
import type { CompilationRow } from "~/features/results/services/resultPage.server";
import { quorumVerdict } from "~/features/rules/domain/quorum";
import type { Refusal } from "~/kernel/refusals";
import type { Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";
import { replacedBy } from "./planOfCount.server";
import { uncountedRounds } from "./uncountedRounds.server";

/** What the publishing is held by: the result, its words, and the rounds that it leaves out. */
async function shownOf(db: Db, process: ProcessRow, compilation: CompilationRow) {
  const { total, first } = await uncountedRounds({ db }, process, compilation);
  return {
    left: total,
    shown: {
      result: resultHash(compilation.result),
      title: compilation.title.text,
      intro: compilation.intro.text,
      left: first.map(({ number }) => number),
    },
  };
}

/** What who publishes a result reads before: what it counts and leaves out, who is told, whose ballots it opens. */
export async function publishingPage(
  deps: Pick<Deps, "db">,
  actor: Actor,
  process: ProcessRow,
  compilation: CompilationRow,
) {
  const [{ left, shown }, told, counted] = await Promise.all([
    shownOf(deps.db, process, compilation),
    countOthers(deps.db, process, actor.id),
    deps.db
      .select({ reveal: rounds.reveal, publishedAt: rounds.publishedAt })
      .from(rounds)
      .where(inArray(rounds.id, [...compilation.roundIds])),
  ]);
  const { rule, voters, onRoll } = compilation.result;
  const replaces = await replacedBy(deps.db, process.id, compilation.result);
  const blocked: Refusal["code"] | null = compilation.publishedAt
    ? "already_published"
    : replaces.ok
      ? null
      : replaces.error.code;
  return {
    seen: versionOf(shown),
    blocked,
    left,
    told,
    opens: counted.filter(({ reveal, publishedAt }) => reveal === "at-publication" && !publishedAt).length,
    quorum: quorumVerdict(rule.quorum, { voters, onRoll }),
  };
}

/** Publishes a result as it was read; refuses as `publishCompilation` does. */
export function publishAsRead(
  deps: Deps,
  actor: Actor,
  place: { readonly process: ProcessRow; readonly compilation: CompilationRow },
  seen: string,
): Promise<Result<{ resultHash: string }, Refusal>> {
  const { process, compilation } = place;
  return publishCompilation(deps, actor, process, compilation.number, async (tx) => {
    const [now] = await tx.select().from(compilations).where(eq(compilations.id, compilation.id));
    return !now || isStale(seen, (await shownOf(tx, process, now)).shown);
  });
}
