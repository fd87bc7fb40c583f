import { eq, inArray } from "drizzle-orm";
import { askSecond } from "~/features/confirmations/services/askSecond.server";
import { secondOrganizerFor } from "~/features/confirmations/services/waiting.server";
import { countOthers } from "~/features/notices/services/notify.server";
import { secondFor } from "~/features/plans/services/confirming.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { settleRows } from "~/features/recordlog/services/settleRows.server";
import { resultHash } from "~/features/results/domain/resultDocument";
import { publishCompilation } from "~/features/results/services/compileRounds.server";
import type { CompilationRow } from "~/features/results/services/resultPage.server";
import { quorumVerdict } from "~/features/rules/domain/quorum";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";
import { replacedBy } from "./planOfCount.server";
import { uncountedRounds } from "./uncountedRounds.server";

/** What must not have changed when the result is published: the result, its words, and the rounds that it leaves out. */
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

/** What an organizer reads before publishing a result: what it counts and leaves out, who is told, whose ballots it reveals. */
export async function publishingPage(
  deps: Pick<Deps, "db" | "now">,
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
  const act = { act: "publish", thing: String(compilation.number), seen: versionOf(shown) } as const;
  const since = await sinceOf(deps, process, compilation);
  return {
    seen: act.seen,
    second: await secondOrganizerFor(deps, { actor, process }, { ...act, since }),
    blocked,
    left,
    told,
    opens: counted.filter(({ reveal, publishedAt }) => reveal === "at-publication" && !publishedAt).length,
    quorum: quorumVerdict(rule.quorum, { voters, onRoll }),
  };
}

const sinceOf = ({ db }: Pick<Deps, "db">, process: ProcessRow, { result }: CompilationRow) =>
  secondFor(db, process.id, "publish", result.plan?.plan ?? null);

/** Asks another organizer to publish a result as it was read; refused as it would be now, and as `askSecond` does. */
export async function askToPublish(
  deps: Deps,
  actor: Actor,
  { process, compilation }: { readonly process: ProcessRow; readonly compilation: CompilationRow },
  seen: string,
): Promise<Result<undefined, Refusal>> {
  const page = await publishingPage(deps, actor, process, compilation);
  if (page.blocked) return fail({ code: page.blocked });
  if (page.seen !== seen) return fail({ code: "changed_since_read" });
  const act = { act: "publish", thing: String(compilation.number), seen } as const;
  const since = await sinceOf(deps, process, compilation);
  return askSecond(deps, actor, process, { ...act, title: compilation.title, since });
}

/** Publishes a result as it was read, or as another organizer asked for it (`asked`); refuses as `publishCompilation` does. */
export async function publishAsRead(
  deps: Deps,
  actor: Actor,
  place: { readonly process: ProcessRow; readonly compilation: CompilationRow },
  seen: string,
  asked?: string,
): Promise<Result<{ resultHash: string }, Refusal>> {
  const { process, compilation } = place;
  const now = async (tx: Db) => {
    const [row] = await tx.select().from(compilations).where(eq(compilations.id, compilation.id));
    return row ? versionOf((await shownOf(tx, process, row)).shown) : "";
  };
  // What anybody changed on the way to the result is in the record log before it.
  await settleRows(deps, process.id);
  return publishCompilation(deps, actor, process, compilation.number, { seen, asked, now });
}
