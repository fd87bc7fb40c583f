import { dateFormat } from "./intl";

/** Whether the runtime knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return dateFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
