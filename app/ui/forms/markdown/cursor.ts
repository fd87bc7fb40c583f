/** Where the cursor is in the editor over a field. */
const placed = new WeakMap<HTMLTextAreaElement, number>();

export const placeCursor = (field: HTMLTextAreaElement, at: number) => placed.set(field, at);
export const leaveCursor = (field: HTMLTextAreaElement) => placed.delete(field);

/** Where the cursor of a field is, in characters from its beginning, whatever it is written with. */
export const cursorOf = (field: HTMLTextAreaElement): number => placed.get(field) ?? field.selectionStart;
