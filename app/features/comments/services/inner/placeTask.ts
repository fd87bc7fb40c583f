import { type Anchor, type Place, placeAnchor } from "~/features/drafts/domain/anchors";
import { task } from "~/platform/heavy/work";

type Asked = {
  readonly texts: readonly string[];
  /** A passage, and in which of the texts it is looked for. */
  readonly asked: readonly { readonly anchor: Anchor; readonly text: number }[];
};

/** Looks for many passages in texts: a search for like words takes the processor long. */
export const placeAnchors = task<Asked, never, readonly (Place | null)[]>(
  "placing comments in a version",
  ({ texts, asked }) => asked.map(({ anchor, text }) => placeAnchor(anchor, texts[text] ?? "")),
);
