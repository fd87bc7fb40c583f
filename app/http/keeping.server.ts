import { data } from "@remix-run/node";
import type { z } from "zod";
import type { Need } from "~/kernel/access";
import type { Fields } from "./fields";
import { type Intent, intent, type RouteContext } from "./route.server";
import { statusOf } from "./statuses";

/**
 * An intent whose refusal gives back what was typed, for long forms: without JavaScript the page
 * begins anew, and nobody types an endorsement twice.
 */
export function keeping<S extends z.ZodType>(
  schema: S,
  run: (context: RouteContext, input: z.infer<S>) => ReturnType<Intent["run"]>,
  need?: Need,
): Intent {
  const inner = intent(schema, run, need);
  return {
    ...inner,
    run: async (context, fields, name) => {
      const answer = await inner.run(context, fields, name);
      if (answer instanceof Response || !("ok" in answer) || answer.ok) return answer;
      const { error } = answer;
      return data<object>(
        { intent: name, ok: false, error, typed: textsIn(fields) },
        { status: statusOf[error.code] },
      );
    },
  };
}

/** The texts of a form by the names of its fields; of ticks with one name, a line each. */
function textsIn(fields: Fields, before = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (typeof value === "string") return [[`${before}${name}`, value]];
      if (Array.isArray(value)) return [[`${before}${name}`, value.join("\n")]];
      return Object.entries(textsIn(value, `${before}${name}.`));
    }),
  );
}
