/** Exit codes of every command: refused means that the input was understood and is not acceptable. */
export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;
