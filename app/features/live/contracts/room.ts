import { z } from "zod";
import { block, contentLanguage, id, line, number, slug, wholeFrom } from "~/kernel/fields";
import { languages } from "~/kernel/language/languages";

/**
 * What can be done in a room. A form and a socket send the same fields, by the same names; each
 * name's schema is the one that both are parsed with.
 */
const filled = (most: number) => line(most).pipe(z.string().min(1, "errors:field.empty"));
const text = block(2000).pipe(z.string().min(1, "errors:field.empty"));
const speaksAs = z.union([slug, z.literal("").transform(() => null), z.null()]);
/** Makes that a thing sent twice is there once. */
const key = id;
/** What its host saw when they pressed, empty for nothing: of two who press at once the second is told. */
const from = z.union([id, z.literal("")]);

export const roomSchemas = {
  raise: z.strictObject({ about: line(40), speaksAs }),
  lower: z.strictObject({}),
  ask: z.strictObject({ key, language: contentLanguage, body: text, speaksAs }),
  /** Takes back a question of one's own. */
  unask: z.strictObject({ question: id }),
  vote: z.strictObject({ question: id, on: z.enum(["yes", "no"]) }),
  answer: z.strictObject({ check: id, option: wholeFrom(0, 9) }),
  say: z.strictObject({ key, language: contentLanguage, body: text }),
  agree: z.strictObject({ revision: number }),
  // The host's.
  start: z.strictObject({}),
  end: z.strictObject({}),
  /** From the item that was on. */
  item: z.strictObject({ item: z.union([id, z.literal("next")]), from }),
  display: z.strictObject({
    /** "clause:DRAFT:ID", "component:KEY" or empty for nothing. */
    what: z.string().max(200),
  }),
  /** From the hand that was speaking. */
  call: z.strictObject({ hand: z.union([id, z.literal("next")]), from }),
  done: z.strictObject({ from }),
  remove: z.strictObject({ hand: id }),
  queue: z.strictObject({ open: z.enum(["yes", "no"]) }),
  slow: z.strictObject({ seconds: wholeFrom(0, 600) }),
  answering: z.strictObject({ question: z.union([id, z.literal("")]) }),
  /** On: it is answered; else it is open again. */
  answered: z.strictObject({ question: id, on: z.enum(["yes", "no"]) }),
  /** A question, or a post of the meeting's thread. */
  hide: z.strictObject({ said: id, reason: filled(600) }),
  handOver: z.strictObject({ to: id }),
  check: z.strictObject({
    question: filled(200),
    /** One a line. */
    options: block(400)
      .transform((lines) =>
        lines
          .split("\n")
          .map((one) => one.trim())
          .filter(Boolean),
      )
      .pipe(
        z
          .array(line(60))
          .min(2, "errors:field.two")
          .max(5)
          .refine(
            (all) => new Set(all.map((one) => one.toLowerCase())).size === all.length,
            "errors:field.same",
          ),
      ),
  }),
  closeCheck: z.strictObject({ check: id }),
} as const;

export type RoomActName = keyof typeof roomSchemas;
export type RoomInput<Name extends RoomActName> = z.infer<(typeof roomSchemas)[Name]>;
export const roomActNames = Object.keys(roomSchemas) as RoomActName[];

/** As a form has it: JSON can say what no form can send, zeros and halves of characters, of which the database takes none. */
const field = z.string().refine((text) => text.isWellFormed() && !text.includes("\0"));

export const roomActSchema = z.strictObject({
  townhall: id,
  language: z.enum(languages),
  name: z.enum(roomActNames as [RoomActName, ...RoomActName[]]),
  fields: z.record(field.max(40), field.max(4000)),
});
export type RoomAct = z.infer<typeof roomActSchema>;
