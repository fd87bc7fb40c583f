/**
 * The words of a selection, without the space and line breaks around them that browsers add, and where they stand in the
 * text. Null where there are none.
 */
export function passageOf(
  from: number,
  selected: string,
): { readonly quote: string; readonly start: number; readonly end: number } | null {
  const quote = selected.trim();
  if (quote === "") return null;
  const start = from + selected.indexOf(quote);
  return { quote, start, end: start + quote.length };
}
