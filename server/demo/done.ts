import type { Result } from "~/kernel/result";

/** The demo is our own data: a refusal here is a bug. */
export function done<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(`loading the demo: ${JSON.stringify(result.error)}`);
  return result.value;
}
