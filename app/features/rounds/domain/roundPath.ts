import { type RoundKindKey, roundTraits } from "./roundKinds";

/** Where the pages of a round are, below the address of its process or of its organizers. */
export const roundPath = ({
  kind,
  number,
}: {
  readonly kind: RoundKindKey;
  readonly number: number;
}): string => `${roundTraits[kind].path}/${number}`;
