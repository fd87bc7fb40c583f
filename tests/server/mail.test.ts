import { expect, test } from "vitest";
import { refusalOf } from "~server/mail";

test.each([
  ["an address that is not there", { code: "EENVELOPE", responseCode: 550, command: "RCPT TO" }, true],
  ["a message that is refused for good", { code: "EMESSAGE", responseCode: 554, command: "DATA" }, true],
  ["a full mailbox", { code: "EENVELOPE", responseCode: 452, command: "RCPT TO" }, false],
  ["a server that is away", { code: "ECONNECTION" }, false],
  ["a password that is refused", { code: "EAUTH", responseCode: 535, command: "AUTH PLAIN" }, false],
  ["a sender that is refused", { code: "EENVELOPE", responseCode: 553, command: "MAIL FROM" }, false],
  ["anything else", "odd", false],
])("A mail to %s is given up at once, or waits", (_, error, isFinal) => {
  expect(refusalOf(error).isFinal).toBe(isFinal);
});
