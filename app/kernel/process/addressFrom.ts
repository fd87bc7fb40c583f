const most = 60;

/** A title as an address can have it: its Latin letters without their marks, its digits, and hyphens; empty where it has none. */
export function addressFrom(title: string): string {
  const words = title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  let address = "";
  for (const word of words ?? []) {
    const longer = address ? `${address}-${word}` : word;
    if (longer.length > most) break;
    address = longer;
  }
  return address;
}
