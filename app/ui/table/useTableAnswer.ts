import type { Layout, LineProblem } from "~/kernel/csv/lines";
import type { UnknownWord } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import { usePosted } from "~/ui/forms/posted";

type Read<Row, Input> = {
  readonly pasted: Told & Input;
  readonly layout: Layout;
  readonly unknown?: readonly UnknownWord[];
  /** The first rows as they would be stored, and how many there are; none where something is wrong. */
  readonly rows?: readonly Row[];
  readonly count?: number;
};
type Answer<Row, Input> = {
  readonly intent: string;
  readonly problems?: readonly LineProblem[];
  readonly more?: number;
} & (
  | ({ readonly ok: false } & Partial<Read<Row, Input>>)
  | { readonly ok: true; readonly value?: Partial<Read<Row, Input>> }
);

/** How a pasted table was read, as an action answers it (`shownTable`, `refusedTable`), and its bad lines. */
export function useTableAnswer<Row, Input = { readonly csv: string }>() {
  const answer = usePosted<Answer<Row, Input>>();
  const { pasted, layout, unknown, rows, count } = (answer?.ok ? answer.value : answer) ?? {};
  return {
    problems: answer?.problems ?? [],
    more: answer?.more ?? 0,
    read: pasted && layout ? { pasted, layout, unknown, rows, count: count ?? 0 } : undefined,
  };
}
