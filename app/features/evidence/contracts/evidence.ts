import { z } from "zod";
import { id, line, number } from "~/kernel/fields";

export const citeSchema = z.strictObject({
  clause: id,
  /** "component:RESULT:KEY", "comment:DRAFT:NUMBER", "record:NUMBER", "townhall:NUMBER" or "system:KEY". */
  cited: z.string().max(200),
  note: line(400),
});

/** What it was comes along, so that it can be cited again. */
export const unciteSchema = z.strictObject({ ...citeSchema.shape, id });

/** What a citation names; undefined when it names nothing. */
export function readCited(text: string) {
  const [kind, first = "", ...rest] = text.split(":");
  const last = rest.join(":");
  const numbered = (value: string) => number.safeParse(value).data ?? 0;
  if (kind === "component") return { kind, compilation: numbered(first), component: last } as const;
  if (kind === "comment") return { kind, draft: first, number: numbered(last) } as const;
  if (kind === "record" || kind === "townhall") return { kind, number: numbered(first) } as const;
  if (kind === "system") return { kind, key: first } as const;
  return undefined;
}
