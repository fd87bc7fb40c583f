import { sha256Hex } from "~/kernel/hash/canonical";

/**
 * What is kept of an address from which something was given that moderators hid: enough to know it again,
 * not to write to it. What stands after a "+" leads to the same mailbox with most providers.
 */
export function heldForm(email: string): string {
  const at = email.lastIndexOf("@");
  const [mailbox] = email.slice(0, at).split("+");
  return sha256Hex(`${mailbox}${email.slice(at)}`.normalize("NFC").toLowerCase());
}
