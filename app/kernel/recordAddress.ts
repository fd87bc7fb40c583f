/**
 * The address of what the record log of a process has of something: of an act, by its kind and what tells it from others of the kind, or of a
 * row of the public record, by its table and key.
 */
export const recordAddress = (base: string, of: string, key: string | number) =>
  `${base}/log?of=${encodeURIComponent(`${of}:${key}`)}`;
