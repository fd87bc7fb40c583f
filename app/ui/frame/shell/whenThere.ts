/**
 * Fetches a part that a page can do without. Without a connection it is waited for, and asked for again once there is one: what a page lacks never
 * takes the place of what it has. A browser may remember for a window that a file could not be had; then the part is not there until the next page is loaded.
 */
export async function whenThere<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
    }
  }
}
