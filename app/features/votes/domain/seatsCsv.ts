import { cleanName, type LineProblem } from "~/kernel/csv/lines";
import { readYesNo } from "~/kernel/csv/yesNo";

/** Who sits where: workgroup → voter → what is known of the seat. */
export type Seat = { readonly affiliated: boolean; readonly organization: string | null };
export type Roll = ReadonlyMap<string, ReadonlyMap<string, Seat>>;

/** A seat as one line states it; null where the line leaves it open. */
export type StatedSeat = { readonly affiliated: boolean | null; readonly organization: string | null };

/** What a line says about its seat, or the problem with it. */
export function readSeat(
  line: number,
  values: Readonly<{ affiliated: string; organization: string }>,
): StatedSeat | LineProblem {
  const organization = cleanName(values.organization) || null;
  const affiliated = readYesNo(values.affiliated);
  if (affiliated !== undefined) return { affiliated, organization };
  return { line, code: "yes-no", column: "affiliated", value: values.affiliated };
}
