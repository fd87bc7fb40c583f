import { z } from "zod";
import { rowSchema } from "~/features/opendata/services/record/schema";
import { storedLanguage } from "~/kernel/fields";
import { columnsOf } from "~/platform/publicRows/readTable.server";
import type { RecordTable } from "~/platform/recordTable";
export const localizedView = z.object({
  text: z.string(),
  language: storedLanguage,
  state: z.enum(["source", "translated", "stale", "fallback"]),
});

export const json = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
  return rest;
};

/** A row as the API gives it: as in files, but texts in the language that was asked for. */
export function answerSchema(table: RecordTable) {
  const texts = columnsOf(table).filter(({ leave }) => leave.kind === "in languages");
  return rowSchema(table).extend(
    Object.fromEntries(
      texts.map(({ name, column }) => [name, column.notNull ? localizedView : localizedView.nullable()]),
    ),
  );
}

const personSchema = z.strictObject({
  id: z.guid(),
  name: z.string(),
  affiliation: z.string(),
  role: z.enum(["organizer", "participant"]),
});

const figuresSchema = z.strictObject({
  processId: z.guid(),
  subject: z.string(),
  figures: z.unknown(),
});

/** Lists that are not rows of one table, whole in one answer. */
export const wholeLists = {
  people: { about: "Who agreed to be named, and organizers.", schema: personSchema },
  figures: {
    about: "Figures counted from rows that stay private: attendance and answers to temperature checks.",
    schema: figuresSchema,
  },
} as const;

const count = z.object({ option: z.string(), value: z.int() });

export const popoloSchema = z.object({
  organizations: z.array(z.object({ id: z.guid(), name: z.string(), classification: z.string() })),
  motions: z.array(
    z.object({
      id: z.string(),
      organization_id: z.guid(),
      text: z.string(),
      classification: z.enum(["component", "approval", "release"]),
      date: z.iso.datetime().nullable(),
      result: z.string().nullable(),
      vote_event_ids: z.array(z.string()),
    }),
  ),
  vote_events: z.array(
    z.object({
      id: z.string(),
      identifier: z.string(),
      motion_id: z.string(),
      organization_id: z.guid(),
      start_date: z.iso.datetime().nullable(),
      end_date: z.iso.datetime().nullable(),
      result: z.string().nullable(),
      counts: z.array(count),
      group_results: z
        .array(
          z.object({
            group: z.object({ name: z.string() }),
            result: z.string().nullable(),
            counts: z.array(count),
          }),
        )
        .optional(),
      votes: z
        .array(
          z.object({
            voter: z.object({ name: z.string() }),
            option: z.string(),
            group: z.object({ name: z.string() }),
          }),
        )
        .optional(),
    }),
  ),
});
