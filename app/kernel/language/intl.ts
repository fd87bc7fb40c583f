/**
 * Intl's formatters, made once for each tag and options: making one takes a hundred times as long as using it.
 * Options come from code, but for time zones and the like; so many are kept.
 */
const most = 1_000;

function once<Options, T>(make: (tag: string, options: Options) => T): (tag: string, options: Options) => T {
  const made = new Map<string, T>();
  return (tag, options) => {
    const key = `${tag} ${JSON.stringify(options)}`;
    const known = made.get(key);
    if (known) return known;
    if (made.size >= most) made.clear();
    const fresh = make(tag, options);
    made.set(key, fresh);
    return fresh;
  };
}

export const dateFormat = once(
  (tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options),
);

export const numberFormat = once(
  (tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options),
);

export const listFormat = once((tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options));

export const relativeFormat = once(
  (tag, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(tag, options),
);

export const collator = once((tag, options: Intl.CollatorOptions) => new Intl.Collator(tag, options));

/** Names of countries or languages. */
export const displayNames = once(
  (tag, type: "region" | "language") => new Intl.DisplayNames([tag], { type }),
);
