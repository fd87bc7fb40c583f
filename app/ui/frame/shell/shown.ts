import type { LocalizedView } from "~/kernel/language/localized";
import type { ShownPage } from "~/kernel/places/processPages";

/** What the frame of a page knows of who looks at it. */
export type ShownPerson = { readonly id: string; readonly name: string; readonly todos: number };

/** What it knows of the process that the page is in. */
export type ShownProcess = {
  readonly slug: string;
  readonly title: LocalizedView;
  readonly isOrganizer: boolean;
  readonly pages: readonly ShownPage[];
};
