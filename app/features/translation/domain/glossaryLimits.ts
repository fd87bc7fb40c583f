/** A word or two, a list of some, and a sentence or two. */
export const longestWord = 120;
export const mostWords = 20;
export const longestNote = 600;
