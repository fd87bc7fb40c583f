/**
 * Values that can be made again, kept while they fit: what was used longest ago is forgotten first.
 * Keys and values together take at most `mostCharacters` UTF-16 units, as `sizeOf` counts them.
 */
export class BoundedCache<V> {
  readonly #entries = new Map<string, V>();
  readonly #mostCharacters: number;
  readonly #sizeOf: (value: V) => number;
  #characters = 0;

  constructor(mostCharacters: number, sizeOf: (value: V) => number) {
    this.#mostCharacters = mostCharacters;
    this.#sizeOf = sizeOf;
  }

  /** How much is kept, in characters. */
  get characters(): number {
    return this.#characters;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.delete(key);
    const size = key.length + this.#sizeOf(value);
    if (size > this.#mostCharacters) return;
    this.#entries.set(key, value);
    this.#characters += size;
    for (const [oldest] of this.#entries) {
      if (this.#characters <= this.#mostCharacters) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#entries.delete(key);
    this.#characters -= key.length + this.#sizeOf(value);
  }

  /** The value kept under a key, or the one that `make` gives, kept from now on. */
  getOrMake(key: string, make: () => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.set(key, value);
    return value;
  }
}
