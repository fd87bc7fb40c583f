/** The folder of a record log in a record: they are numbered from the oldest. */
export const logFolder = (place: number) => `record/${place + 1}`;
