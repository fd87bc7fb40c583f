import { z } from "zod";
import { cellValues } from "~/features/reviews/domain/cells";
import type { ChangeKind } from "~/kernel/changeKinds";

const cellState = z.object({ value: z.enum(cellValues), url: z.string(), note: z.string() });
const settledState = z.object({ value: z.enum(cellValues), reason: z.string() });
export type CellAt = z.infer<typeof cellState>;
export type SettledAt = z.infer<typeof settledState>;

/** A reviewer said something else of a cell than before; by review, version, component and criterion. */
export const cellChange: ChangeKind<CellAt> = { name: "review-cell", state: cellState };
/** A cell was settled, settled anew or opened again; by system, version, component and criterion. */
export const settledChange: ChangeKind<SettledAt> = { name: "settled-cell", state: settledState };

/** The key of a cell's row: of which review (or system) and version, component and criterion. */
export const cellSubject = (
  of: string,
  { draftId, component, criterion }: { draftId: string; component: string; criterion: string },
): string => [of, draftId, component, criterion].join("/");

/** What `cellSubject` joined. No key of a component or criterion has a slash of its own. */
export function readSubject(subject: string) {
  const [of = "", draftId = "", component = "", criterion = ""] = subject.split("/");
  return { of, draftId, component, criterion };
}
