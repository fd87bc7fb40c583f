import { isDeepStrictEqual } from "node:util";
import { and, eq, isNull } from "drizzle-orm";
import type { RoomInput } from "~/features/live/contracts/room";
import type { CheckId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { plain } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { users } from "~db/schema/accounts";
import { temperatureAnswers, temperatureChecks } from "~db/schema/live";
import type { Room } from "./hands.server";
import { keepAnswers } from "./room/keepFigures.server";

type Done = Result<undefined, Refusal>;

/** Opens a temperature check, which closes one that was open. One that is open and asks the same is the one that was sent before. */
export async function openCheck(room: Room, input: RoomInput<"check">, language: Language): Promise<Done> {
  const { deps, tx, note, townhall } = room;
  const asked = {
    question: plain(input.question, language),
    options: input.options.map((text) => ({ text: { [language]: text } })),
  };
  const [open] = await tx
    .select({ question: temperatureChecks.question, options: temperatureChecks.options })
    .from(temperatureChecks)
    .where(and(eq(temperatureChecks.townhallId, townhall.id), isNull(temperatureChecks.closedAt)));
  if (open && isDeepStrictEqual(open, asked)) return ok();
  await closeChecks(room);
  const id = deps.newId() as CheckId;
  await tx.insert(temperatureChecks).values({ id, townhallId: townhall.id, ...asked, openedAt: deps.now() });
  note(townhall.id, "check", id);
  return ok();
}

/** Answers a check that is open, or changes one's answer. It is counted in each of the person's groups. */
export async function answerCheck(room: Room, { check, option }: RoomInput<"answer">): Promise<Done> {
  const { tx, note, actor, townhall } = room;
  const [found] = await tx
    .select()
    .from(temperatureChecks)
    .where(and(eq(temperatureChecks.id, check as CheckId), eq(temperatureChecks.townhallId, townhall.id)));
  if (!found || option >= found.options.length) return fail({ code: "not_found" });
  if (found.closedAt) return fail({ code: "check_closed" });
  const [person] = await tx
    .select({ groups: users.stakeholderGroups })
    .from(users)
    .where(eq(users.id, actor.id));
  const groups = person?.groups ?? [];
  await tx
    .insert(temperatureAnswers)
    .values({ checkId: found.id, userId: actor.id, option, groups })
    .onConflictDoUpdate({
      target: [temperatureAnswers.checkId, temperatureAnswers.userId],
      set: { option, groups },
    });
  note(townhall.id, "answer", found.id);
  return ok();
}

/** Closes a check, which shows its result. */
export async function closeCheck(room: Room, { check }: RoomInput<"closeCheck">): Promise<Done> {
  const closed = await closeChecks(room, check as CheckId);
  return closed > 0 ? ok() : fail({ code: "not_found" });
}

/** Closes the open check, if there is one (with `only`, if it is that one). Returns how many were closed. */
export async function closeChecks(room: Room, only?: CheckId): Promise<number> {
  const { deps, tx, note, townhall } = room;
  const closed = await tx
    .update(temperatureChecks)
    .set({ closedAt: deps.now() })
    .where(
      and(
        eq(temperatureChecks.townhallId, townhall.id),
        isNull(temperatureChecks.closedAt),
        only ? eq(temperatureChecks.id, only) : undefined,
      ),
    )
    .returning({ id: temperatureChecks.id, options: temperatureChecks.options });
  for (const { id, options } of closed) {
    await keepAnswers(room, id, options.length);
    note(townhall.id, "check", id);
  }
  return closed.length;
}
