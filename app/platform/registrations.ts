/**
 * What features register with the whole: the types of it, and how it is assembled. Each concern has a file in
 * `app/registries` that names every feature, so that one that forgets a concern does not compile.
 */

/** Every feature, in the order of .dependency-cruiser.cjs: one that uses another stands after it. */
export const featureNames = [
  "accounts",
  "processes",
  "membership",
  "workgroups",
  "notices",
  "components",
  "rules",
  "rounds",
  "votes",
  "results",
  "drafts",
  "records",
  "meetings",
  "reviews",
  "checklists",
  "comments",
  "evidence",
  "moderation",
  "threads",
  "faq",
  "approvals",
  "endorsements",
  "live",
  "townhalls",
  "representation",
  "translation",
  "calls",
  "release",
  "discussion",
  "timeline",
  "search",
  "feeds",
  "verification",
  "report",
  "opendata",
  "profile",
  "overview",
] as const;
export type Feature = (typeof featureNames)[number];

/** A feature has nothing to register for a concern, and why. */
export type Nothing = { readonly nothing: string };
export const nothing = (why: string): Nothing => ({ nothing: why });

/** What each feature registers for one concern. */
export type Registry<Registration> = Readonly<Record<Feature, Registration | Nothing>>;

/** What was registered, in the order of the features. */
export function registered<Registration extends object>(registry: Registry<Registration>): Registration[] {
  return featureNames.flatMap((feature) => {
    const one = registry[feature];
    return "nothing" in one ? [] : [one];
  });
}
