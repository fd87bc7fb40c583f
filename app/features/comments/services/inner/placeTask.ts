import { type Place, placeAnchor, type TextAnchor } from "~/features/drafts/domain/anchors";
import { task } from "~/platform/heavy/work";

type Lookup = {
  readonly texts: readonly string[];
  /** A passage, and in which of the texts it is looked for. */
  readonly asked: readonly { readonly anchor: TextAnchor; readonly text: number }[];
};

/** Looks for many passages in texts: a search for like words takes the processor long. */
export const placeAnchors = task<Lookup, never, readonly (Place | null)[]>(
  "placing comments in a version",
  ({ texts, asked }) => asked.map(({ anchor, text }) => placeAnchor(anchor, texts[text] ?? "")),
);
