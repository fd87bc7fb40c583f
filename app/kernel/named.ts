/**
 * Names that are stored and shown: what is written to the audit log, and what people are told about. Each feature lists
 * its own in `feature.ts`, and only such a list makes one; locales have words for each.
 */

declare const audit: unique symbol;
/** Something that is written to the audit log, as "thing.verb". */
export type AuditAction = string & { readonly [audit]: true };

declare const notice: unique symbol;
/** Something that people are told about. */
export type NoticeKind = string & { readonly [notice]: true };

type Named<Name extends string, Brand> = { readonly [One in Name]: One & Brand };

const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

/** What a feature writes to the audit log, by its name. */
export const auditActions = <Name extends string>(...names: Name[]) =>
  named(names) as Named<Name, AuditAction>;

/** What a feature tells people about, by its name. */
export const noticeKinds = <Name extends string>(...names: Name[]) => named(names) as Named<Name, NoticeKind>;
