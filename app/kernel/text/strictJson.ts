/** What is wrong with a text that is no JSON, or that says something twice. */
export type JsonProblem =
  | { readonly code: "not_json"; readonly message: string }
  | { readonly code: "key_twice"; readonly key: string };

/**
 * A text as JSON, where no object has a key twice: `JSON.parse` takes the last of them in silence, another reader the
 * first, and whoever wrote it meant one of the two.
 */
export function parseStrictJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: JsonProblem } {
  try {
    const value: unknown = JSON.parse(text);
    // What comes out again as it is has lost nothing: looking for keys takes ten times as long.
    if (JSON.stringify(value) === text) return { ok: true, value };
    const key = doubledKey(text);
    return key === undefined ? { ok: true, value } : { ok: false, error: { code: "key_twice", key } };
  } catch (error) {
    return { ok: false, error: { code: "not_json", message: (error as Error).message } };
  }
}

/** The first key that an object of a valid JSON text has twice, however it is escaped. */
function doubledKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/gs;
  for (const [token, colon] of text.matchAll(tokens)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (colon !== undefined) {
      const key: string = JSON.parse(token.slice(0, -colon.length));
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
