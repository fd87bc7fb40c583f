import type { LineProblem } from "./lines";

export type Pasted<T> = {
  readonly rows: readonly (T & { line: number })[];
  readonly problems: readonly LineProblem[];
};
