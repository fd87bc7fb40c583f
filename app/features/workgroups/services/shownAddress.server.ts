import { domainToUnicode } from "node:url";

/** An address as its owner writes it: stored are the names that mail servers have for its domain ("xn--bcher-kva.example"). */
export function shownAddress(address: string): string {
  const [mailbox = "", domain = ""] = address.split("@");
  const host = domainToUnicode(domain);
  return host === "" ? address : `${mailbox}@${host}`;
}
