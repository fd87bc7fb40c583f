import { canonicalHash } from "~/kernel/hash/canonical";
import type { ReviewRule } from "./conclusion";

/** What names a rule of reviews: SHA-256 of its canonical JSON, as hex. */
export const reviewRuleHash = (rule: ReviewRule) => canonicalHash(rule);
