/** Whether one person may vote in several rounds of a plan. Here without schemas, as the form of a plan is drawn from it in browsers. */
export const overlaps = ["allowed", "refused"] as const;
