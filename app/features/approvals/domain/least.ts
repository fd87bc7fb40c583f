/** No rule may be content with fewer positions of a group than this: so few say little, and could be recognized. */
export const leastShownPositions = 5;
