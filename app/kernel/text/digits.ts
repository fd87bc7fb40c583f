/** Where the ten digits of a script begin: Arabic-Indic, Persian, of India and of South-East Asia, and those of full width. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810, 0xff10,
];

/**
 * A text with its digits as machines count with them, and its colons: keyboards of half the world write others. For what is
 * a number, a code or a time; words keep the digits that they were written with.
 */
export function plainDigits(text: string): string {
  return text
    .replace(/[\p{Nd}]/gu, (digit) => {
      const code = digit.codePointAt(0) as number;
      const zero = zeros.find((one) => code >= one && code < one + 10);
      return zero === undefined ? digit : String(code - zero);
    })
    .replace(/[：﹕∶]/g, ":");
}
