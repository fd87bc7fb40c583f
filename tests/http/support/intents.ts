import { z } from "zod";
import type { Offered } from "~/http/action.server";
import type { Need } from "~/kernel/access";
import { routeFiles, routeModule } from "./routes";

export type OfferedIntent = {
  readonly file: string;
  readonly name: string;
  /** What its action asks for, and what it asks for besides. */
  readonly needs: readonly Need[];
  readonly schema: z.ZodType;
  readonly isPreview: boolean;
};

/** Every intent of every page, as the pages themselves declare them. */
export async function allIntents(): Promise<OfferedIntent[]> {
  const found: OfferedIntent[] = [];
  for (const file of routeFiles) {
    const { action } = await routeModule(file);
    if (!action) continue;
    const { access, offered = {} } = action as unknown as {
      access: { need: Need };
      offered?: Readonly<Record<string, Offered>>;
    };
    for (const [name, { need, schema, isPreview = false }] of Object.entries(offered))
      found.push({ file, name, needs: need ? [access.need, need] : [access.need], schema, isPreview });
  }
  return found;
}

/** The fields of a form by their names; those with a list of their own to choose from name nothing else. */
export function fieldsOf(schema: z.ZodType): readonly string[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  return Object.entries(properties).flatMap(([name, { enum: listed, const: only }]) =>
    listed || only !== undefined ? [] : [name],
  );
}

type Shape = {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
};

/** What stands for a value of a kind in a form that is made up. */
export type Filler = {
  readonly id: string;
  readonly text: string;
  readonly number: string;
  /** By what something in a list is known; without it, by the text. */
  readonly key?: string;
  /** What a field takes by its name, where it is none of these. */
  readonly textFor?: (name: string) => string | undefined;
};

/** Stands for an id in a form that is made up, to be filled in. */
export const anId = "ID";

const likely: readonly (readonly [RegExp, string])[] = [
  [/email|recipient/i, "somebody@example.org"],
  [/url|link/i, "https://example.org"],
  [/(^|[a-z])(day|date|due|dueOn)$/i, "2031-01-01"],
  [/time$/i, "17:00"],
  [/(closesAt|opensAt|until|embargo)$/i, "2031-01-01T10:00"],
  [/^at$/, "2031-01-01T10:00:00.000Z"],
  [/zone/i, "UTC"],
  [/^(draft|label)$/, "0.1"],
  [/(slug|key)$/i, "a-name"],
  [/language|locale/, "en"],
  [/threshold|turnout|share/i, "1/2"],
  [/country/i, "DE"],
  [/speaksAs|owner|affiliation/, ""],
  [/^(seen|leaf)$/, "ab".repeat(32)],
  [/^(about|what)$/, `clause:0.1:${anId}`],
  [/^change$/, `0.1:${anId}`],
  [/^cited$/, `comment:${anId}`],
];
/** What a form that somebody filled in might have in a field of a name. */
export const likelyText = (name: string): string | undefined =>
  likely.find(([fits]) => fits.test(name.split(".").at(-1) ?? ""))?.[1];

/** The fields of a form that a schema might take, filled with what was given; names of nested ones with dots. */
export function formFor(schema: z.ZodType, filler: Filler): Record<string, string> {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  const fields: Record<string, string> = {};
  for (const [name, value] of fill(shape, filler, "")) fields[name] = value;
  return fields;
}

function* fill(shape: Shape, filler: Filler, name: string): Generator<[string, string]> {
  if (shape.properties) {
    for (const [key, inner] of Object.entries(shape.properties))
      yield* fill(inner, filler, name ? `${name}.${key}` : key);
    return;
  }
  if (shape.anyOf?.[0]) return yield* fill(shape.anyOf[0], filler, name);
  if (shape.type === "array" && shape.items) return yield* fill(shape.items, filler, name);
  if (shape.type === "object") {
    const inner = typeof shape.additionalProperties === "object" ? shape.additionalProperties : {};
    return yield* fill(inner, filler, `${name}.${filler.key ?? (filler.text.replaceAll(".", "-") || "x")}`);
  }
  const chosen = shape.const ?? shape.enum?.[0];
  if (chosen !== undefined) yield [name, String(chosen)];
  else if (shape.format === "language") yield [name, "en"];
  else if (shape.format === "uuid") yield [name, filler.id];
  else if (shape.type === "integer" || shape.type === "number") yield [name, filler.number];
  else yield [name, filler.textFor?.(name) ?? filler.text];
}
