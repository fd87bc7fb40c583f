/**
 * Names that are stored and shown: what is written to the audit log, and what people are told about. Each feature lists
 * its own in `feature.ts`, and only such a list makes one; locales have words for each. The functions here do nothing but
 * give what they are given, and say so to the build: a page that asks a feature for its words loads none of its lists.
 */

declare const audit: unique symbol;
/** Something that is written to the audit log, as "thing.verb". */
export type AuditAction = string & { readonly [audit]: true };

declare const notice: unique symbol;
/** Something that people are told about. */
export type NoticeKind = string & { readonly [notice]: true };

declare const todo: unique symbol;
/** Something that waits for a person to do it. */
export type TodoKind = string & { readonly [todo]: true };

type Named<Name extends string, Brand> = { readonly [One in Name]: One & Brand };

const named = /* @__NO_SIDE_EFFECTS__ */ (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, name]));

/** A mail of its own, for people who may have no account; its words are under this key. */
export type Letter = { readonly letter: string };
export const letter = /* @__NO_SIDE_EFFECTS__ */ (key: string): Letter => ({ letter: key });

/**
 * Who is told of an act: everyone of a role, or whoever has to do with it. `voters` are those on a roll, `concerned` is the person whom it is about,
 * `waiting` are those who asked for it, `named` who is mentioned in it, `answered` whose words it answers.
 */
export type Audience =
  | "organizers"
  | "moderators"
  | "facilitators"
  | "participants"
  | "voters"
  | "translators"
  | "reviewers"
  | "registered"
  | "invited"
  | "inviter"
  | "concerned"
  | "author"
  | "waiting"
  | "named"
  | "answered";

type Means = NoticeKind | Letter;
/** By what each audience of an act is told, or why nobody is. */
export type Telling =
  | { readonly tells: Readonly<Partial<Record<Audience, Means | readonly Means[]>>> }
  | { readonly nobody: string };

/** An act that tells people. */
export const tells = /* @__NO_SIDE_EFFECTS__ */ (
  told: Readonly<Partial<Record<Audience, Means | readonly Means[]>>>,
) => ({
  tells: told,
});

/** An act that nobody waits for, and why. */
export const nobody = /* @__NO_SIDE_EFFECTS__ */ (why: string) => ({ nobody: why });

/** What is done in a feature, by its name in the audit log, and who is told of it. */
export type Acts = Readonly<Record<string, Telling>>;

/** What a feature writes to the audit log, by its name: an act that does not say who is told of it has no name. */
export const auditActions = /* @__NO_SIDE_EFFECTS__ */ <Name extends string>(
  acts: Readonly<Record<Name, Telling>>,
) => named(Object.keys(acts)) as Named<Name, AuditAction>;

/** What a feature tells people about, by its name. */
export const noticeKinds = /* @__NO_SIDE_EFFECTS__ */ <Name extends string>(...names: Name[]) =>
  named(names) as Named<Name, NoticeKind>;

/** What of a feature waits for people to do it, by its name. */
export const todoKinds = /* @__NO_SIDE_EFFECTS__ */ <Name extends string>(...names: Name[]) =>
  named(names) as Named<Name, TodoKind>;
