import { and, eq, ne, sql } from "drizzle-orm";
import type { z } from "zod";
import type { seriesSchema, townhallSchema } from "~/features/meetings/contracts/meeting";
import { outOfTime } from "~/features/meetings/domain/outOfTime";
import { momentIn, momentsOf } from "~/features/meetings/domain/series";
import { audit, notices } from "~/features/meetings/feature";
import { changeInRooms } from "~/features/meetings/services/roomEvents.server";
import { notify } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { AgendaItemId, DraftId, SeriesId, TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { plain, withText } from "~/kernel/language/localized";
import type { NoticeKind } from "~/kernel/named";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { drafts } from "~db/schema/drafts";
import { agendaItems, registrations, townhallSeries, townhalls } from "~db/schema/meetings";
import { lockTownhall, type TownhallRow } from "./findTownhall.server";
import { setAgenda } from "./setAgenda.server";

type TownhallInput = z.infer<typeof townhallSchema>;
type SeriesInput = z.infer<typeof seriesSchema>;

/** Plans one townhall. Returns its number. */
export function planTownhall(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  input: TownhallInput,
): Promise<Result<{ number: number }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["townhall.planned"],
    subject: input.title,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const draftId = await draftNamed(tx, process, input.draft);
    if (draftId === undefined) return fail({ code: "invalid", fields: { draft: "errors:field.notThere" } });
    const startsAt = momentIn(input.zone, input.day, input.time);
    const number = await nextNumber(tx, process);
    await insertTownhall(deps, tx, process, {
      ...input,
      language,
      startsAt,
      number,
      draftId,
      seriesId: null,
    });
    return ok({ number });
  });
}

/** Plans a series: a townhall for each of its dates. `invalid` when there is none. Returns how many. */
export function planSeries(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  input: SeriesInput,
): Promise<Result<{ count: number }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["townhall.planned"],
    subject: input.title,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const draftId = await draftNamed(tx, process, input.draft);
    if (draftId === undefined) return fail({ code: "invalid", fields: { draft: "errors:field.notThere" } });
    const moments = momentsOf({ ...input, startsOn: input.day });
    if (moments.length === 0) return fail({ code: "invalid", fields: { until: "errors:field.date" } });
    const seriesId = deps.newId() as SeriesId;
    await tx.insert(townhallSeries).values({
      id: seriesId,
      processId: process.id,
      title: plain(input.title, language),
      startsOn: input.day,
      time: input.time,
      zone: input.zone,
      everyWeeks: input.everyWeeks,
      until: input.until,
      createdAt: deps.now(),
    });
    let number = await nextNumber(tx, process);
    for (const startsAt of moments) {
      await insertTownhall(deps, tx, process, { ...input, language, startsAt, number, draftId, seriesId });
      number += 1;
    }
    return ok({ count: moments.length });
  });
}

/**
 * Changes a planned or live townhall. Another time or place makes its calendar entry newer, and who
 * registered is told of another time. `meeting_over` once it has ended, `meeting_cancelled` once it was called off.
 */
export function editTownhall(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  {
    townhall,
    input,
  }: { readonly townhall: Pick<TownhallRow, "id" | "number">; readonly input: TownhallInput },
): Promise<Result<undefined, Refusal>> {
  const subject = String(townhall.number);
  const change = { processId: process.id, actor, action: audit["townhall.edited"], subject } as const;
  return changeInRooms(deps, change, async (tx, note) => {
    const held = await lockTownhall(tx, townhall.id);
    if (!held) return fail({ code: "not_found" });
    const code = outOfTime(held.state, "open");
    if (code) return fail({ code });
    const draftId = await draftNamed(tx, process, input.draft);
    if (draftId === undefined) return fail({ code: "invalid", fields: { draft: "errors:field.notThere" } });
    const startsAt = momentIn(input.zone, input.day, input.time);
    const isMoved = startsAt.getTime() !== held.startsAt.getTime();
    await tx
      .update(townhalls)
      .set({
        title: withText(held.title, language, input.title),
        startsAt,
        minutesLong: input.minutesLong,
        zone: input.zone,
        languages: input.languages,
        callUrl: input.callUrl,
        slidesUrl: input.slidesUrl,
        draftId,
        sequence: held.sequence + 1,
        changedAt: deps.now(),
      })
      .where(eq(townhalls.id, held.id));
    await setAgenda(deps, tx, { process, townhallId: held.id, actor }, language, input.agenda);
    note(held.id, "meeting");
    if (isMoved) await tellRegistered(deps, tx, process, held, { kind: notices["townhall-moved"], startsAt });
    return ok();
  });
}

/** Cancels a planned townhall: it stays on the list and in calendars as cancelled, and who registered is told. */
export function cancelTownhall(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
): Promise<Result<undefined, Refusal>> {
  const subject = String(townhall.number);
  const change = { processId: process.id, actor, action: audit["townhall.cancelled"], subject } as const;
  return changeInRooms(deps, change, async (tx, note) => {
    const held = await lockTownhall(tx, townhall.id);
    if (!held) return fail({ code: "not_found" });
    const code = outOfTime(held.state, "planned");
    if (code) return fail({ code });
    await tx
      .update(townhalls)
      .set({ state: "cancelled", sequence: held.sequence + 1, changedAt: deps.now() })
      .where(eq(townhalls.id, held.id));
    note(held.id, "meeting");
    await tellRegistered(deps, tx, process, held, {
      kind: notices["townhall-cancelled"],
      startsAt: held.startsAt,
    });
    return ok();
  });
}

async function tellRegistered(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  { id, number, title, sequence }: TownhallRow,
  { kind, startsAt }: { readonly kind: NoticeKind; readonly startsAt: Date },
): Promise<void> {
  const rows = await tx
    .select({ userId: registrations.userId })
    .from(registrations)
    .where(eq(registrations.townhallId, id));
  await notify(
    deps,
    tx,
    process,
    rows.map(({ userId }) => userId),
    {
      kind,
      key: `${kind} ${id} ${sequence + 1}`,
      path: `/p/${process.slug}/townhalls/${number}`,
      values: { number, title, at: startsAt.toISOString() },
      isUrgent: true,
    },
  );
}

type NewTownhall = Pick<
  TownhallInput,
  "title" | "zone" | "minutesLong" | "languages" | "callUrl" | "slidesUrl"
> & {
  readonly language: Language;
  readonly startsAt: Date;
  readonly number: number;
  readonly draftId: DraftId | null;
  readonly seriesId: SeriesId | null;
  readonly agenda: TownhallInput["agenda"];
};

async function insertTownhall(deps: Deps, tx: Db, process: ProcessRow, made: NewTownhall): Promise<void> {
  const id = deps.newId() as TownhallId;
  await tx.insert(townhalls).values({
    id,
    processId: process.id,
    number: made.number,
    seriesId: made.seriesId,
    title: plain(made.title, made.language),
    startsAt: made.startsAt,
    minutesLong: made.minutesLong,
    zone: made.zone,
    languages: made.languages,
    callUrl: made.callUrl,
    slidesUrl: made.slidesUrl,
    draftId: made.draftId,
    state: "planned",
    changedAt: deps.now(),
  });
  await insertMany(
    tx,
    agendaItems,
    made.agenda.map(({ title, minutes }, position) => ({
      id: deps.newId() as AgendaItemId,
      townhallId: id,
      position,
      title: plain(title, made.language),
      minutes,
    })),
  );
}

async function nextNumber(tx: Db, process: ProcessRow): Promise<number> {
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${townhalls.number}), 0)::int` })
    .from(townhalls)
    .where(eq(townhalls.processId, process.id));
  return (last?.number ?? 0) + 1;
}

/** The published draft of a label; null for none, undefined where there is no such draft. */
async function draftNamed(tx: Db, process: ProcessRow, label: string): Promise<DraftId | null | undefined> {
  if (label === "") return null;
  const [draft] = await tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(and(eq(drafts.processId, process.id), eq(drafts.label, label), ne(drafts.state, "working")));
  return draft?.id;
}
