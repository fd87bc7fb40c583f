import { and, asc, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { possibleDuplicates } from "~/features/endorsements/domain/duplicates";
import { endorsableDrafts, statementColumns } from "~/features/endorsements/services/findEndorsement.server";
import { countEndorsements } from "~/features/endorsements/services/listEndorsements.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { looseKey } from "~/kernel/text/nearest";
import type { Deps } from "~/platform/deps";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { unasked } from "./askAgain.server";

const perPage = 50;
const mostPairs = 50;

/** What organizers may look at; the others are listed. */
export const deskLists = ["listed", "hidden", "declined"] as const;
export type DeskList = (typeof deskLists)[number];

const columns = {
  ...statementColumns,
  state: endorsements.state,
  declinedReason: endorsements.declinedReason,
  hiddenAt: endorsements.hiddenAt,
  hiddenReason: endorsements.hiddenReason,
  /** Something was given from its address before that moderators hid. */
  isHeld: sql<boolean>`${endorsements.heldAddress} <> ''`,
  /** What the mail server has not taken of the mail about the decision. */
  letter: endorsements.letter,
  mail: endorsements.mail,
  mailAfter: endorsements.mailAfter,
};

/**
 * What organizers have to do and to look at: what waits for a check, one list with a
 * search in it, and pairs that may be one and the same. Addresses are not in it.
 */
export async function endorsementDesk(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  { list, query, page }: { list: DeskList; query: string; page: number },
) {
  const rows = await deps.db
    .select(columns)
    .from(endorsements)
    .where(
      and(
        eq(endorsements.processId, process.id),
        inArray(endorsements.state, ["unchecked", "listed", "declined"]),
      ),
    )
    .orderBy(asc(endorsements.number));
  const standing = rows.filter(({ state, hiddenAt }) => state !== "declined" && !hiddenAt);
  const key = looseKey(query);
  const found = rows.filter(
    (one) =>
      listOf(one) === list &&
      [one.name, one.affiliation, one.domain, one.signatory].some((text) => looseKey(text).includes(key)),
  );
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const at = Math.min(Math.max(1, page), pages);
  const byNumber = new Map(standing.map((one) => [one.number, one]));
  const named = (number: number) => {
    const one = byNumber.get(number);
    return { number, name: one?.name ?? "", isWaiting: one?.state === "unchecked" };
  };
  const { pairs, isCut } = possibleDuplicates(standing);
  return {
    waiting: rows.filter(({ state }) => state === "unchecked"),
    undelivered: rows.flatMap(({ number, name, state, letter, mail, mailAfter }) =>
      letter === state && letter !== null && (mail === "due" || mail === "failed")
        ? [{ number, name, letter, mail, mailAfter }]
        : [],
    ),
    unasked: await unasked(deps, process),
    found: found.slice((at - 1) * perPage, at * perPage),
    total: found.length,
    page: at,
    pages,
    pairs: pairs.slice(0, mostPairs).map(({ first, second, because }) => ({
      first: named(first),
      second: named(second),
      because,
    })),
    /** How many pairs were found, and whether there were too many similar names to compare them all. */
    pairsFound: pairs.length,
    isCut,
    unconfirmed: await countUnconfirmed(deps, process),
    versions: await progress(deps, process),
  };
}

function listOf({ state, hiddenAt }: { state: string; hiddenAt: Date | null }): DeskList | null {
  if (state === "declined") return "declined";
  if (state !== "listed") return null;
  return hiddenAt ? "hidden" : "listed";
}

async function countUnconfirmed(deps: Pick<Deps, "db">, process: ProcessRow): Promise<number> {
  const [row] = await deps.db
    .select({ n: count() })
    .from(endorsements)
    .where(and(eq(endorsements.processId, process.id), eq(endorsements.state, "sent")));
  return row?.n ?? 0;
}

/** For each version that people were asked about: how many count, and how many have not answered. */
async function progress(deps: Pick<Deps, "db" | "now">, process: ProcessRow) {
  const all = await endorsableDrafts(deps.db, process);
  return Promise.all(
    all.map(async (draft) => {
      const answers = await deps.db
        .select({ answer: endorsedVersions.answer, mail: endorsedVersions.mail })
        .from(endorsedVersions)
        .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
        .where(
          and(
            eq(endorsedVersions.draftId, draft.id),
            eq(endorsements.state, "listed"),
            isNull(endorsements.hiddenAt),
          ),
        );
      return {
        label: draft.label,
        since: draft.endorsableSince,
        counts: await countEndorsements(deps, process, draft, { isOrganizer: true }),
        no: answers.filter(({ answer }) => answer === "no").length,
        silent: answers.filter(({ answer, mail }) => answer === null && wasTaken(mail)).length,
        /** The mail server refused their mail: it is tried again, or was given up. */
        unreached: answers.filter(({ answer, mail }) => answer === null && !wasTaken(mail)).length,
      };
    }),
  );
}

const wasTaken = (mail: (typeof endorsedVersions.$inferSelect)["mail"]) =>
  mail === "sent" || mail === "taken";
