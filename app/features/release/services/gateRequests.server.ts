import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { askSecond } from "~/features/confirmations/services/askSecond.server";
import { standingAmong, waitingActs } from "~/features/confirmations/services/waiting.server";
import { secondFor } from "~/features/plans/services/confirming.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { gateSchema, type removeGateSchema } from "~/features/release/contracts/release";
import type { PendingActId } from "~/kernel/ids";
import { isLanguage, type Language } from "~/kernel/language/languages";
import { localize, plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, versionOf } from "~/platform/version.server";
import { pendingActs } from "~db/schema/confirmations";
import {
  type GateInput,
  type GateRow,
  gateAt,
  gateShown,
  gatesOf,
  gateThing,
  removeGate,
  saveGate,
} from "./gates.server";

type GateFields = z.infer<typeof gateSchema>;
type Removing = z.infer<typeof removeGateSchema>;

const requestSchema = z.discriminatedUnion("does", [
  z.object({
    does: z.literal("save"),
    language: z.string().refine(isLanguage),
    gate: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  }),
  z.object({ does: z.literal("remove"), id: z.string(), reason: z.string() }),
]);

/**
 * Declares or changes a gate, or asks another organizer to confirm it where a plan wants two; refused where the form knew another
 * gate.
 */
export async function saveOrAsk(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  gate: GateFields,
): Promise<Result<unknown, Refusal>> {
  const since = await secondFor(deps.db, process.id, "gates", "any");
  if (!since) return saveGate(deps, actor, process, language, gate);
  const row = (await gatesOf(deps.db, process)).find(({ id }) => id === gate.id);
  if (gate.id !== null && !row) return fail({ code: "not_found" });
  if (row && isStale(gate.seen, gateShown(row, language))) return fail({ code: "edited_meanwhile" });
  const form = { does: "save", language, gate };
  const title = row?.title ?? plain(gate.title, language);
  return askSecond(deps, actor, process, {
    act: "gates",
    ...gateThing(gate, row, language),
    title,
    since,
    form,
  });
}

/** Takes a gate away, or asks another organizer to confirm it. */
export async function removeOrAsk(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  removing: Removing,
): Promise<Result<unknown, Refusal>> {
  const since = await secondFor(deps.db, process.id, "gates", "any");
  if (!since) return removeGate(deps, actor, process, removing);
  const { id, reason } = removing;
  const row = (await gatesOf(deps.db, process)).find((one) => one.id === id);
  if (!row) return fail({ code: "not_found" });
  const act = { act: "gates", thing: id, seen: versionOf(gateAt(row)) } as const;
  return askSecond(deps, actor, process, {
    ...act,
    title: row.title,
    since,
    form: { does: "remove", id, reason },
  });
}

/** Changes gates as another organizer asked for it; refused as `saveGate`, `removeGate` and `secondOf` do. */
export async function confirmGates(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  asked: string,
): Promise<Result<unknown, Refusal>> {
  const [request] = await deps.db
    .select({ form: pendingActs.form })
    .from(pendingActs)
    .where(
      and(
        eq(pendingActs.id, asked as PendingActId),
        eq(pendingActs.processId, process.id),
        eq(pendingActs.act, "gates"),
      ),
    );
  const read = request && readRequest(request.form);
  if (!read) return fail({ code: "not_asked" });
  if (read.does === "remove") return removeGate(deps, actor, process, { ...read, asked });
  return saveGate(deps, actor, process, read.language, { ...read.gate, asked });
}

type Request =
  | { readonly does: "save"; readonly language: Language; readonly gate: GateInput }
  | { readonly does: "remove"; readonly id: string; readonly reason: string };

function readRequest(form: string): Request | null {
  const request = requestSchema.safeParse(JSON.parse(form)).data;
  if (request?.does !== "save") return request ?? null;
  const { language, gate } = request;
  // As its form sends it: what is new has an empty id.
  const read = gateSchema.safeParse({ ...gate, id: gate.id ?? "", seen: gate.seen ?? "" }).data;
  return read ? { does: "save", language, gate: read } : null;
}

/** Changes of gates that wait for a second organizer, as they would be; null where one suffices. */
export async function gateRequests(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  rows: readonly GateRow[],
) {
  const since = await secondFor(deps.db, process.id, "gates", "any");
  if (!since) return null;
  const { waiting, organizers } = await waitingActs(deps, { actor, process }, "gates");
  const requests = waiting.flatMap(({ form, hash: _, ...one }) => {
    const request = readRequest(form);
    return request ? [{ ...one, ...wouldBe(request, rows, language) }] : [];
  });
  return { ...standingAmong(organizers, actor, { asked: since, now: deps.now() }), requests };
}

/** A gate before and after a change that is asked for. */
function wouldBe(request: Request, rows: readonly GateRow[], language: Language) {
  const shown = (gate: ReturnType<typeof gateAt>) => ({ ...gate, title: localize(gate.title, language) });
  const id = request.does === "remove" ? request.id : request.gate.id;
  const row = rows.find((one) => one.id === id);
  const before = row ? shown(gateAt(row)) : null;
  if (request.does === "remove") return { before, after: null, reason: request.reason };
  const { title: text, kind, least, dueOn, reason = "" } = request.gate;
  const title = row ? withText(row.title, request.language, text) : plain(text, request.language);
  const counts = kind === "systems" || kind === "endorsements";
  const rule = counts ? { kind, least } : { kind };
  return { before, after: shown(gateAt({ title, rule, dueOn })), reason };
}
