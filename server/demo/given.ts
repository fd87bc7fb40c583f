/** What the demo's own files name is there; a name that nothing has is a mistake in them. */
export function given<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("the demo names something that is not there");
  return found;
}
