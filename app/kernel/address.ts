/** What is before the @, what is after it once its names are those of the mail servers (RFC 3490), and no more than mail can carry. */
const shape =
  /^(?!\.)(?!.*\.\.)(?!.*\.@)[a-z0-9_'+\-.&=~!#$%*/?^`{|}]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;
const longest = 254;

/**
 * An e-mail address in the one form in which it is stored, compared and written to: small letters, without what nobody
 * sees, the names of its domain as mail servers know them ("ana@bücher.example" is "ana@xn--bcher-kva.example").
 * null for what is no address. Whatever takes an address in takes it through here: two spellings of one would be two people.
 */
export function readAddress(text: string): string | null {
  const [, mailbox = "", domain = ""] =
    /^([^@\s]+)@([^@\s]+)$/.exec(
      text
        .normalize("NFC")
        .replace(/\p{Cf}/gu, "")
        .replace("＠", "@")
        .trim()
        .toLowerCase(),
    ) ?? [];
  const host = hostOf(domain);
  if (host === null) return null;
  const address = `${mailbox}@${host}`;
  return address.length <= longest && shape.test(address) ? address : null;
}

/** A domain as mail servers know it. Not by `node:url`, because browsers read forms too. */
function hostOf(domain: string): string | null {
  if (/^[a-z0-9.-]*$/.test(domain)) return domain;
  if (/[/:?#@[\]\\%<>|^]/.test(domain)) return null;
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : null;
}
