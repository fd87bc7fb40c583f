/** Branded ids: a query that asks for a RoundId cannot be handed a ProcessId. */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type ProcessId = Id<"process">;
export type WorkgroupId = Id<"workgroup">;
export type RoundId = Id<"round">;
export type PlanId = Id<"plan">;
export type PendingActId = Id<"pendingAct">;
export type SeatId = Id<"seat">;
export type UserId = Id<"user">;
export type CompilationId = Id<"compilation">;
export type ChecklistId = Id<"checklist">;
export type DraftId = Id<"draft">;
export type ClauseId = Id<"clause">;
export type CommentId = Id<"comment">;
export type RecordId = Id<"record">;
export type TownhallId = Id<"townhall">;
export type SeriesId = Id<"series">;
export type AgendaItemId = Id<"agenda item">;
export type HandId = Id<"hand">;
export type CheckId = Id<"temperature check">;
export type CampaignId = Id<"campaign">;
export type CallId = Id<"call">;
export type TermId = Id<"term of the glossary">;
export type SystemId = Id<"system">;
export type ReviewId = Id<"review">;
export type EndorsementId = Id<"endorsement">;
export type GateId = Id<"gate">;
export type SnapshotId = Id<"board snapshot">;

/** Whether a text from outside has the form of an id. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
