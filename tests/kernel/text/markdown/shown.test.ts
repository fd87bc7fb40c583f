import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Kind } from "~/kernel/text/markdown/syntax";
import { laidOut } from "./laidOut";

const kinds: readonly Kind[] = ["clause", "message"];

/** What a reader gets: the words, where links lead, and the numbers of lists. */
function seenIn(source: string, kind: Kind): string {
  const { html, plain } = laidOut(source, kind);
  const addresses = [...html.matchAll(/ href="([^"]*)"/g)].map(([, url]) => decodeURI(url ?? ""));
  return `${plain}\n${addresses.join("\n")}`;
}

let count = 0;
/** Each word once, so that one that is missing is noticed. */
const word = () => `w${++count}x`;

/** Pieces as people write them, well or badly, with words in every place that Markdown has for words. */
const pieces: readonly (() => string)[] = [
  () => `${word()} ${word()}`,
  () => `<${word()}> under 10% ${word()}<${word()} and ${word()}>${word()}`,
  () => `<${word()} ${word()}="${word()}">${word()}</${word()}>`,
  () => `<!-- ${word()} -->`,
  () => `<?${word()}?> <![CDATA[${word()}]]>`,
  () => `*${word()}* **${word()}** _${word()}_ ~~${word()}~~`,
  () => `*${word()} **${word()}* ${word()}`,
  () => `\`${word()}\` \`\`${word()}`,
  () => `\`\`\`${word()} ${word()}\n${word()}\n\`\`\``,
  () => `~~~\n${word()}`,
  () => `    ${word()}`,
  () => `[${word()}](https://${word()}.example "${word()}")`,
  () => `[${word()}](javascript:${word()})`,
  () => `[${word()}](${word()})`,
  () => `![${word()}](https://${word()}.example/${word()}.png '${word()}')`,
  () => `[${word()}][${word()}]`,
  () => `[${word()}]: ${word()}`,
  () => `[${word()}]: https://${word()}.example "${word()}"`,
  () => `[label]: https://${word()}.example (${word()})\n\n[label] [${word()}][label] ![${word()}][label]`,
  () => `[^${word()}]: ${word()}`,
  () => `[^note]\n\n[^note]: ${word()}\n    ${word()}`,
  () => `https://${word()}.example/${word()} <https://${word()}.example> ${word()}@${word()}.example`,
  () => `- ${word()}\n- [ ] ${word()}\n- [x] ${word()}`,
  () => `- ${word()}\n${word()}`,
  () => `1. ${word()}\n${word()}\n7. ${word()}`,
  () => `> ${word()}\n${word()}\n> > ${word()}\n> ${word()}`,
  () => `# ${word()}\n${word()}\n---`,
  () => `${word()}\n${word()}\n===`,
  () => `|${word()}|\n|-|\n|${word()}|${word()}|${word()}|\n|${word()}`,
  () => `|${word()}|${word()}|\n|${word()}|`,
  () => `${word()}\\\n${word()}  \n${word()}`,
  () => `&${word()}; &amp; &#${"9".repeat(9)}; \\*${word()}\\*`,
  () => `${word()} | ${word()} $${word()}$ {${word()}} ^${word()}^`,
];

describe("What is written is what is shown", () => {
  it.each(kinds)("shows every word, wherever Markdown has a place for it (%s)", (kind) => {
    const joint = fc.constantFrom("\n\n", "\n", " ", "\n> ", "\n- ", "\n    ");
    const text = fc.array(fc.tuple(fc.integer({ min: 0, max: pieces.length - 1 }), joint), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const source = parts.map(([at, after]) => `${(pieces[at] as () => string)()}${after}`).join("");
        const seen = seenIn(source, kind).toLowerCase();
        const missing = (source.match(/w\d+x/g) ?? []).filter((one) => !seen.includes(one));
        // The label of a footnote becomes its number.
        const labels = new Set([...source.matchAll(/\[\^(w\d+x)\]/g)].map(([, label]) => label));
        expect({ source, missing: missing.filter((one) => !labels.has(one)) }).toEqual({
          source,
          missing: [],
        });
      }),
      { numRuns: 300 },
    );
  });

  it.each(kinds)("keeps every character that is no sign of Markdown (%s)", (kind) => {
    const source = "A system with <weights> under 10% a<b and c>d is named.";
    expect(laidOut(source, kind).plain).toBe(source);
    const terms = "The <weights> must be under <license> terms; a<b and b>c.";
    expect(laidOut(terms, kind).plain).toBe(terms);
    expect(laidOut('<b onclick="x">bold</b> <!-- aside -->', kind).plain).toBe(
      '<b onclick="x">bold</b> <!-- aside -->',
    );
  });

  it("shows definitions that nothing refers to, and the words behind a fence", () => {
    expect(laidOut("[Anna]: yes\n\n[^2]: a note of nothing", "message").plain).toMatch(
      /\[Anna\]: yes\s+\[\^2\]:\s+a note of nothing/,
    );
    expect(laidOut("```some words\ncode\n```", "clause").plain).toMatch(/some words\s+code/);
  });

  it("shows the cells that the first row of a table has no place for", () => {
    const { html } = laidOut("|a|\n|-|\n|b|c|d|", "clause");
    expect(html.match(/<t[hd]>/g)).toHaveLength(6);
    expect(html).toContain("<td>d</td>");
  });

  it("keeps the numbers of a list", () => {
    expect(laidOut("3. a\n4. b\n9. c", "clause").html.replace(/\s+/g, "")).toBe(
      '<olstart="3"><li>a</li><li>b</li><livalue="9">c</li></ol>',
    );
    expect(laidOut("1. a\n1. b\n1. c", "clause").html).not.toContain("value");
  });

  it("shows an address that may not be followed instead of a dead link", () => {
    expect(laidOut("[x](javascript:alert(1))", "message").html).toBe("<p>x (javascript:alert(1))</p>");
  });
});

describe("A message", () => {
  it("keeps single line breaks", () => {
    expect(laidOut("first line\nsecond *line\nthird*", "message").html).toBe(
      "<p>first line<br>\nsecond <em>line<br>\nthird</em></p>",
    );
    expect(laidOut("> said\n> twice", "message").html).toContain("said<br>\ntwice");
  });

  it("does not let an answer right below a quotation or a list join it", () => {
    expect(laidOut("> quoted\nanswer", "message").html.replace(/\n/g, "")).toBe(
      "<blockquote><p>quoted</p></blockquote><p>answer</p>",
    );
    expect(laidOut("> > a\n> b\nc", "message").html.replace(/\n/g, "")).toBe(
      "<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote><p>c</p>",
    );
    expect(laidOut("- point\nanswer", "message").html.replace(/\n/g, "")).toBe(
      "<ul><li>point</li></ul><p>answer</p>",
    );
  });

  it("leaves the lines of code as they are", () => {
    expect(laidOut("```\n> a\nb\n```", "message").html).toBe("<pre><code>> a\nb\n</code></pre>");
  });
});

describe("A clause", () => {
  it("flows, as the files that drafts are imported from", () => {
    expect(laidOut("one\ntwo", "clause").html).toBe("<p>one\ntwo</p>");
    expect(laidOut("> quoted\nto the end", "clause").html.replace(/\n/g, " ")).toBe(
      "<blockquote> <p>quoted to the end</p> </blockquote>",
    );
  });
});
