const name = "codraft:no-quick-keys";

/** Whether a single key does something, which people who speak to their browser may not want; remembered in it. */
export const readQuick = () => localStorage.getItem(name) === null;
export const setQuick = (isQuick: boolean) =>
  isQuick ? localStorage.removeItem(name) : localStorage.setItem(name, "1");
