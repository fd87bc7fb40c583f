import { domainToUnicode } from "node:url";
import { groupedBy } from "~/kernel/keyed";
import { looseKey } from "~/kernel/text/nearest";

/** An address as its owner writes it: stored are the names that mail servers have for its domain ("xn--bcher-kva.example"). */
export function shownAddress(address: string): string {
  const [mailbox = "", domain = ""] = address.split("@");
  const host = domainToUnicode(domain);
  return host === "" ? address : `${mailbox}@${host}`;
}

type Person = { readonly name: string; readonly email: string };

/**
 * How people are called in a list for those who decide about them: by their names, with the address where somebody else of
 * the list has the same name, and by the address where they gave no name. In their order.
 */
export function calledIn(people: readonly Person[]): string[] {
  const namesakes = groupedBy(people, ({ name }) => looseKey(name));
  return people.map(({ name, email }) => {
    const address = shownAddress(email);
    if (name === "") return address;
    const isAlone = namesakes.get(looseKey(name))?.every((one) => one.email === email);
    return isAlone ? name : `${name} <${address}>`;
  });
}
