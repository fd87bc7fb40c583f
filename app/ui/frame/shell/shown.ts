import type { LocalizedView } from "~/kernel/language/localized";
import type { ShownPage } from "~/kernel/places/processPages";

/** What the frame of a page knows of who looks at it. */
export type ShownPerson = { readonly id: string; readonly name: string; readonly todos: number };

/** What it knows of the process that the page is in. */
export type ShownProcess = {
  readonly slug: string;
  readonly title: LocalizedView;
  /** What the person does here for others, and where: null for who only takes part. */
  readonly desk: { readonly at: string; readonly does: "manage" | "moderate" } | null;
  readonly pages: readonly ShownPage[];
};
