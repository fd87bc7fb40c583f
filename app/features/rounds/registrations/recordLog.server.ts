import { and, asc, eq, inArray } from "drizzle-orm";
import type { Noted } from "~/features/recordlog/domain/entry";
import type { AsThingsStand } from "~/features/recordlog/services/recordLogDeps";
import { extensionsOf } from "~/features/rounds/services/read.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import { merkleRoot } from "~/kernel/tlog/merkle";
import type { Db } from "~db/client";
import { ballotEntries, ballotLogs, rounds } from "~db/schema/rounds";

/** Rounds that have opened, were put off and closed, in the order in which they did. */
export const roundsStand: AsThingsStand = async (tx, processId) => {
  const logs = await tx
    .select({ log: ballotLogs.log, round: rounds })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .where(eq(rounds.processId, processId))
    .orderBy(asc(rounds.openedAt), asc(ballotLogs.log));
  const stands: { readonly at: number; readonly noted: Noted }[] = [];
  for (const { log, round } of logs) {
    const { opened, closed } = await edgesOf(tx, log);
    if (opened)
      stands.push({
        at: round.openedAt?.getTime() ?? 0,
        noted: { kind: "open", ballots: log, plan: round.plan, ...opened },
      });
    for (const { former, closesAt, reason, at } of await extensionsOf(tx, round.id))
      stands.push({
        at: at.getTime(),
        noted: {
          kind: "extend",
          ballots: log,
          former: former?.toISOString() ?? "by-hand",
          until: closesAt.toISOString(),
          reason: sha256Hex(reason),
        },
      });
    if (closed)
      stands.push({
        at: round.closedAt?.getTime() ?? 0,
        noted: {
          kind: "close",
          ballots: log,
          ...closed,
          how: round.closesAt ? "deadline" : "by-hand",
        },
      });
  }
  return stands.toSorted((a, b) => a.at - b.at).map(({ noted }) => noted);
};

/** What a log says of its own beginning and end. */
async function edgesOf(tx: Db, log: string) {
  const rows = await tx
    .select({
      index: ballotEntries.index,
      kind: ballotEntries.kind,
      leaf: ballotEntries.leaf,
      entry: ballotEntries.entry,
    })
    .from(ballotEntries)
    .where(and(eq(ballotEntries.log, log), inArray(ballotEntries.kind, ["open", "roll", "close"])))
    .orderBy(asc(ballotEntries.index));
  const end = rows.findIndex(({ kind, index }, position) => kind === "close" || index !== position);
  const first = end === -1 ? rows : rows.slice(0, end);
  const [open] = first;
  const close = rows.find(({ kind }) => kind === "close");
  const said = close && (JSON.parse(close.entry) as { size: number; root: string });
  const { rule, terms } = JSON.parse(open?.entry ?? "{}") as { rule: string; terms: string };
  return {
    opened: open && {
      rule,
      terms,
      size: first.length,
      root: merkleRoot(first.map(({ leaf }) => leaf)),
    },
    closed: close && said && { size: said.size, root: said.root, leaf: close.leaf },
  };
}
