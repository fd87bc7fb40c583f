/** Elements that browsers, and the parser, begin anew in every block until they are closed. */
const formatting = new Set("a b big code em font i nobr s small strike strong tt u".split(" "));

/** So many are open at one place in what people write, and by far more in what is made to keep a parser busy. */
const mostOpen = 100;

/**
 * About how many elements a document becomes beyond those that stand in it: each that sets letters and was never closed is begun anew in each block that
 * follows, and a thousand of them in front of ten thousand paragraphs are ten million. Infinity where more are open at once than anybody opens.
 */
export function begunAnew(html: string): number {
  let open = 0;
  let begun = 0;
  for (const [, slash, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (!formatting.has(name.toLowerCase())) {
      if (slash === "") begun += open;
      continue;
    }
    open = Math.max(0, open + (slash === "" ? 1 : -1));
    if (open > mostOpen) return Number.POSITIVE_INFINITY;
  }
  return begun;
}
