/** A moment as the browser's field for a date and a time takes it, in UTC; nothing where there is none. */
export const localMomentText = (moment: Date | string | null | undefined): string =>
  moment ? new Date(moment).toISOString().slice(0, 16) : "";
