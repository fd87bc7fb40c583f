/** The value of a cookie as a Cookie header has it; undefined where the header has none of the name. */
export function cookieNamed(name: string, header: string | null | undefined): string | undefined {
  return header
    ?.split(";")
    .map((part) => part.trim().split("="))
    .find(([key]) => key === name)?.[1];
}
