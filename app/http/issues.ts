import type { z } from "zod";

/** First message a field; messages that are no translation keys become a general one. */
export function firstIssues(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = issue.path.map(String).join(".") || "form";
    fields[name] ??= /^[a-z]+:[\w.-]+$/i.test(issue.message) ? issue.message : "errors:field.invalid";
  }
  return fields;
}
