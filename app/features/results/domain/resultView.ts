import { type Band, bands } from "~/features/rules/domain/bands";
import type { Variant } from "~/features/rules/domain/sensitivity";
import { cut } from "~/kernel/text/cut";
import type { ResultComponent, ResultDocument } from "./resultDocument";

/** A result without its components, which are many. */
export type ResultHead = Omit<ResultDocument, "components">;

export const rowOrders = ["score", "name", "firmness"] as const;
export type RowOrder = (typeof rowOrders)[number];

/** Which rows of a result an address asks for, and in which order. */
export type RowQuery = {
  readonly band: Band | null;
  readonly category: string | null;
  readonly text: string;
  readonly onlyFragile: boolean;
  readonly order: RowOrder;
};

/** What one workgroup said of a component; null where it was not asked. */
export type GroupPoints = { readonly score: number; readonly points: readonly number[] } | null;

/** A component of a result as its page shows it: figures to be read, never to decide by. */
export type ResultRow = Pick<
  ResultComponent,
  | "component"
  | "band"
  | "votersAsked"
  | "votersRequiring"
  | "votersNotJudging"
  | "flip"
  | "agreeing"
  | "variants"
> & {
  readonly score: number;
  /** By criterion, in the order of the result. */
  readonly points: readonly number[];
  /** By workgroup, in the order of the result. */
  readonly groups: readonly GroupPoints[];
  /** Null where one ballot or none was counted: there is nothing to hold a band against. */
  readonly isFragile: boolean | null;
  /** What other ways of counting say, those together that say the same, the strongest band first. */
  readonly verdicts: readonly { readonly band: Band; readonly variants: readonly Variant[] }[];
};

export function rowQueryOf(params: URLSearchParams): RowQuery {
  return {
    band: bands.find((one) => one === params.get("band")) ?? null,
    category: params.get("category") || null,
    text: cut(params.get("q") ?? "", 200),
    onlyFragile: params.has("fragile"),
    order: rowOrders.find((one) => one === params.get("order")) ?? "score",
  };
}

/** A published fraction as a number to draw or show; never to decide by. */
export function figure(text: string): number {
  const [num = "0", den = "1"] = text.split("/");
  return Number(num) / Number(den);
}

export const resultTabs = [
  "components",
  "workgroups",
  "counting",
  "explore",
  "files",
  "reasons",
  "history",
] as const;
export type ResultTab = (typeof resultTabs)[number];

export function resultTabOf(params: URLSearchParams): ResultTab {
  return resultTabs.find((one) => one === params.get("tab")) ?? "components";
}
