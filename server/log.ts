import { type Logger, pino } from "pino";
import type { Env } from "./env";

/** The server's log: one JSON object a line, errors without anything that people sent. */
export function createLog(env: Pick<Env, "LOG_LEVEL">): Logger {
  return pino({ level: env.LOG_LEVEL, serializers: { err: safeError } });
}

/**
 * An error as it may be logged. Drivers put the parameters of a failed query, and with them
 * ballots, tokens and addresses, into messages and details: of those only the statement with its
 * placeholders and the code are kept, and where it happened.
 */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { query, code, cause } = error as Error & { query?: unknown; code?: unknown };
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
  const isFromDatabase = query !== undefined || "severity" in error;
  return {
    type: error.name,
    ...(isFromDatabase ? {} : { message: error.message }),
    ...(typeof query === "string" ? { query } : {}),
    ...(code === undefined ? {} : { code }),
    stack: frames,
    ...(cause instanceof Error ? { cause: safeError(cause) } : {}),
  };
}
