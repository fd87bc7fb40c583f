import type { ReactNode } from "react";
import { Saved, useAnswer } from "../forms";
import { undoIn } from "./undoneBy";

/** Says that an act was done which can only sometimes be taken back: where it can, the offer to do so (`Undo`) says it already. */
export function SavedForGood({ intent, children }: { intent: string; children: ReactNode }) {
  const answer = useAnswer(intent);
  if (answer?.ok && undoIn(answer.value)) return null;
  return <Saved intent={intent}>{children}</Saved>;
}
