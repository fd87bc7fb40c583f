import { canonicalHash } from "~/kernel/hash/canonical";
import type { Rule } from "./rule";

/** SHA-256 of the rule's canonical JSON, as hex: the name under which a rule is declared. */
export function ruleHash(rule: Rule): string {
  return canonicalHash(rule);
}
