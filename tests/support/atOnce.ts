/**
 * Several calls begun together. Waits for all of them before one's failure is thrown: what is still
 * under way would meddle with the next test.
 */
export async function atOnce<T>(count: number, run: (i: number) => Promise<T>): Promise<T[]> {
  const settled = await Promise.allSettled(Array.from({ length: count }, (_, i) => run(i)));
  return settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}
