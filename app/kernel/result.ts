/** Outcome of a use case: expected refusals are values with a code; only bugs throw. */
export type Ok<T> = { ok: true; value: T };
export type Fail<E extends { code: string }> = { ok: false; error: E };
export type Result<T, E extends { code: string }> = Ok<T> | Fail<E>;

export function ok(): Ok<undefined>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export function fail<const E extends { code: string }>(error: E): Fail<E> {
  return { ok: false, error };
}
