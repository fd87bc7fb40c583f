import { and, eq } from "drizzle-orm";
import { type InProcess, inProcess, isTheirs } from "~/features/membership/registrations/place.server";
import { roundKindKeys, roundTraits } from "~/features/rounds/domain/roundKinds";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { type PlaceQuery, within } from "~/http/place.server";
import { wholeNumber } from "~/kernel/wholeNumber";
import { rounds, seats } from "~db/schema/rounds";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

type Kind = RoundRow["kind"];

/** On a round of a kind, as whoever has a seat in it or a part in its workgroup. */
export const onRound = (kind: Kind) => {
  const name = roundTraits[kind].parameter;
  return within(inProcess, {
    params: [name],
    find: (asked) => findRound(asked, kind, asked.params[name]),
  });
};

/** On a round of any kind: what they have in common is shown by the same pages. */
export const onAnyRound = within(inProcess, {
  params: roundKindKeys.map((kind) => roundTraits[kind].parameter),
  find: async (asked) => {
    const named = roundKindKeys.find((kind) => asked.params[roundTraits[kind].parameter] !== undefined);
    return named ? findRound(asked, named, asked.params[roundTraits[named].parameter]) : null;
  },
});

async function findRound(
  asked: PlaceQuery & Pick<InProcess, "process" | "standing">,
  kind: Kind,
  name: string | undefined,
) {
  const { deps, process, standing } = asked;
  const number = wholeNumber(name ?? "");
  if (number === null) return null;
  const [found] = await deps.db
    .select({ round: rounds, workgroup: workgroups, role: workgroupMembers.role, seat: seats })
    .from(rounds)
    .leftJoin(workgroups, eq(workgroups.id, rounds.workgroupId))
    .leftJoin(
      workgroupMembers,
      and(eq(workgroupMembers.workgroupId, workgroups.id), isTheirs(workgroupMembers.userId, asked)),
    )
    .leftJoin(seats, and(eq(seats.roundId, rounds.id), isTheirs(seats.userId, asked)))
    .where(and(eq(rounds.processId, process.id), eq(rounds.kind, kind), eq(rounds.number, number)));
  if (!found) return null;
  const { round, workgroup, role, seat } = found;
  const hasLeft = seat !== null && seat.givenUpAt !== null;
  const seated = seat !== null && !hasLeft;
  return { round, workgroup, hasLeft, standing: { ...standing, workgroupRole: role, seated } };
}
