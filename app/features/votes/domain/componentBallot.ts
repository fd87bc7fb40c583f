import type { BallotKind } from "~/features/rounds/domain/ballotKind";
import { type Choices, isChoice } from "~/features/rules/domain/ballotBox";

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A vote on components: for each, under each criterion, whether it is required, or that the voter cannot judge. Logs from
 * before that answer existed are read as they were.
 */
export const componentBallot: BallotKind<Choices> = {
  key: "components",
  isChoices: (value): value is Choices =>
    isObject(value) &&
    Object.values(value).every((row) => isObject(row) && Object.values(row).every(isChoice)),
};
