import { type Rendered, render } from "~/kernel/text/markdown/html";
import type { Kind } from "~/kernel/text/markdown/syntax";

/** A text as a page shows it; the test fails when it breaks a bound. */
export function laidOut(source: string, kind: Kind): Rendered {
  const made = render(source, kind);
  if (!("html" in made)) throw new Error(`too much ${made.of} in line ${made.line}: ${source.slice(0, 80)}`);
  return made;
}
