import { z } from "zod";
import type { Editor } from "~/features/drafts/domain/presence";
import { contentLanguage, id } from "~/kernel/fields";

/**
 * Says in which clause of a working version somebody writes: none, when they only read. `takes`: they take it over. Of a translation
 * (`into`) `draft` names what is translated: a version, or an entry of the questions and answers.
 */
export const editingSchema = z.strictObject({
  draft: id,
  into: contentLanguage.optional(),
  clause: id.nullable(),
  takes: z.boolean().default(false),
});

export type EditingAnswer = {
  readonly ok: boolean;
  readonly you?: string;
  readonly editors?: readonly Editor[];
};

/** What both ends of a socket say about who writes where. */
export type EditingClientEvents = {
  "editing:in": (payload: z.input<typeof editingSchema>, answer: (here: EditingAnswer) => void) => void;
};
export type EditingServerEvents = {
  "editing:here": (payload: { readonly draft: string; readonly editors: readonly Editor[] }) => void;
};
/** What nodes tell each other. */
export type EditingNodeEvents = {
  "editing:moved": (told: { draft: string; node: string; editors: readonly Editor[] }) => void;
  /** A node that has just begun to look at a version asks the others. */
  "editing:asked": (draft: string) => void;
};
