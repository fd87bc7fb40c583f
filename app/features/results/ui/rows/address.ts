import type { RowQuery } from "~/features/results/domain/resultView";

/** The address of the rows that are chosen otherwise in one respect. */
export function rowAddress(here: string, query: RowQuery, other: Partial<RowQuery>): string {
  const { band, category, text, onlyFragile, order } = { ...query, ...other };
  const asked = new URLSearchParams();
  if (band) asked.set("band", band);
  if (category) asked.set("category", category);
  if (text) asked.set("q", text);
  if (onlyFragile) asked.set("fragile", "1");
  if (order !== "score") asked.set("order", order);
  const rest = asked.toString();
  return rest === "" ? here : `${here}?${rest}`;
}
