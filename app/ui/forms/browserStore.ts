/**
 * What this browser keeps of forms that are not sent. Its storage may be full, forbidden or spoilt by somebody
 * else: forms work without it, so nothing here fails.
 */
export function readKept<T>(place: string): T | undefined {
  try {
    return (JSON.parse(localStorage.getItem(place) ?? "null") as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepFor(place: string, value: unknown): void {
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // What was typed is still in its fields.
  }
}

export function forgetKept(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept there either.
  }
}
