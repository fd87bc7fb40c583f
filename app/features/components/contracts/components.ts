import { z } from "zod";
import { componentKey } from "~/features/processes/contracts/setup";
import { block, filled, line, pastedSchema, several, tick } from "~/kernel/fields";

const category = filled(40).transform((text) => text.toLowerCase());

export const component = { title: filled(120), category, description: block(600) };

const reason = filled(600);

export const addComponentSchema = z.strictObject({ ...component, reason });

export const mergeComponentsSchema = z.strictObject({
  /** Ticked twice, a component is one. */
  from: several
    .transform((keys) => [...new Set(keys)])
    .pipe(z.array(componentKey).min(2, "errors:field.two")),
  ...component,
  carriesVotes: tick,
  reason,
});

export const splitComponentSchema = z.strictObject({
  from: componentKey,
  category,
  /** New titles, one a line. */
  titles: block(2000)
    .transform((text) =>
      text
        .split("\n")
        .map((row) => row.trim())
        .filter(Boolean),
    )
    .pipe(z.array(line(120)).min(2, "errors:field.two")),
  reason,
});

export const retireComponentSchema = z.strictObject({ from: componentKey, reason });

export const editComponentSchema = z.strictObject({
  key: componentKey,
  title: filled(120),
  description: block(600),
});

export const pastedComponentsSchema = z.strictObject({ ...pastedSchema.shape, reason });
