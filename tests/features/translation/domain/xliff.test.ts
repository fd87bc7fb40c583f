import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinPieces, readXliff } from "~/features/translation/domain/readXliff";
import { writeXliff, type XliffFile } from "~/features/translation/domain/xliff";

/** What a form lets through: no control characters, and line breaks as LF. */
const text = fc
  .string({ unit: "grapheme", maxLength: 60 })
  .map((words) => words.normalize("NFC").replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ""));
const file: fc.Arbitrary<XliffFile> = fc.record({
  id: fc.constantFrom("0.0.8", "1.0-RC1"),
  from: fc.constant("en"),
  to: fc.constantFrom("ar", "fr"),
  segments: fc.uniqueArray(
    fc.record({
      unit: fc.uuid(),
      field: fc.constantFrom("heading", "body"),
      source: text.filter((words) => words !== ""),
      target: text,
      isReviewed: fc.boolean(),
    }),
    { selector: ({ unit, field }) => `${unit} ${field}`, minLength: 1, maxLength: 6 },
  ),
});

describe("XLIFF", () => {
  it("reads back what it wrote, whatever the texts are", () => {
    fc.assert(
      fc.property(file, (written) => {
        const read = readXliff(writeXliff(written));
        const kept = written.segments.map((one) => (one.target === "" ? { ...one, isReviewed: false } : one));
        const order = (segments: XliffFile["segments"]) =>
          [...segments].sort((a, b) => `${a.unit}${a.field}`.localeCompare(`${b.unit}${b.field}`));
        const segments = read.ok && order(read.value.segments.map(({ isBetween: _, ...one }) => one));
        expect(read.ok && { ...read.value, segments }).toEqual({
          ...written,
          segments: order(kept),
          left: [],
        });
      }),
    );
  });

  const unit = (inner: string) =>
    `<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr"><file id="1.0"><unit id="u1">${inner}</unit></file></xliff>`;
  const segment = (source: string, target: string) =>
    `<segment id="body"><source>${source}</source><target>${target}</target></segment>`;

  it("takes a file as other tools write it", () => {
    const read = readXliff(unit(segment("A &amp; B", "A &amp;amp; B")));
    expect(read.ok && read.value.segments).toEqual([
      {
        unit: "u1",
        field: "body",
        source: "A & B",
        target: "A &amp; B",
        isReviewed: false,
        isBetween: false,
      },
    ]);
  });

  const targetOf = (target: string, more = "") => {
    const read = readXliff(unit(more + segment("a", target)));
    return read.ok ? [read.value.segments[0]?.target, ...read.value.left] : read.error;
  };
  const left = { unit: "u1", why: "code" };
  const data = '<originalData><data id="d1">**</data><data id="d2">[^1]</data></originalData>';

  it.each([
    ["signs by number", "Pr&#233;ambule &#xE9;t&#xE9; &amp;#233;", "", ["Préambule été &#233;"]],
    [
      "marks",
      '<mrk id="1" type="term">Préambule</mrk> et <mrk id="2">suite</mrk>',
      "",
      ["Préambule et suite"],
    ],
    [
      "codes whose signs the file lists",
      'b <pc id="1" dataRefStart="d1" dataRefEnd="d1">c</pc><ph id="2" dataRef="d2"/>',
      data,
      ["b **c**[^1]"],
    ],
    ["codes that say what they stand for", 'b <ph id="1" equiv="~"/>', "", ["b ~"]],
    [
      "codes of the older format",
      'b <ph id="1">**</ph>c<g id="2">d</g><x id="3" equiv-text="!"/>',
      "",
      ["b **cd!"],
    ],
    ["codes without a word, which are named", 'b <x id="1"/>c', "", ["b c", left]],
    ["text that is not read as elements", "<![CDATA[b < c & d]]>", "", ["b < c & d"]],
  ])("reads %s", (_, target, more, wanted) => expect(targetOf(target, more)).toEqual(wanted));

  it("reads prefixes, countries, groups and languages of targets", () => {
    const text = unit(segment("a", "b"))
      .replace('trgLang="fr"', 'trgLang="fr-FR"')
      .replace("<unit", "<group id='g'><group id='h'><unit")
      .replace("</unit>", "</unit></group></group>")
      .replace("<target>", '<target xml:lang="fr-CA">')
      .replace(/<(\/?)(?=[a-z])/g, "<$1xlf:")
      .replace("xmlns=", "xmlns:xlf=");
    const read = readXliff(text);
    expect(read).toMatchObject({
      ok: true,
      value: { to: "fr-FR", segments: [{ unit: "u1", target: "b" }] },
    });
    const other = readXliff(unit(segment("a", "b")).replace("<target>", '<target xml:lang="es">'));
    expect(other).toEqual({ ok: false, error: { code: "wrong-language", unit: "u1" } });
  });

  it("puts together what a tool divided, and leaves out what is translated in part", () => {
    const between = '<ignorable id="i"><source>\n\n</source></ignorable>';
    const parts = (...targets: string[]) => {
      const [one = "", two = "", three = ""] = targets.map((words) =>
        words === "" ? "" : `<target>${words}</target>`,
      );
      const read = readXliff(
        unit(
          `<segment id="s1"><source>Head</source>${one}</segment><segment id="s2"><source>One. </source>${two}</segment>${between}<segment><source>Two.</source>${three}</segment>`,
        ),
      );
      if (!read.ok) throw new Error(read.error.code);
      const { texts, ...rest } = joinPieces(read.value.segments, { heading: "Head", body: "One. \n\nTwo." });
      return { texts: Object.fromEntries([...texts].map(([field, { target }]) => [field, target])), ...rest };
    };
    expect(parts("Tête", "Un. ", "Deux.")).toEqual({
      texts: { heading: "Tête", body: "Un. \n\nDeux." },
      isChanged: false,
      isPartly: false,
    });
    expect(parts("Tête", "", "Deux.")).toEqual({
      texts: { heading: "Tête" },
      isChanged: false,
      isPartly: true,
    });
    expect(joinPieces([], { body: "a" })).toEqual({ texts: new Map(), isChanged: false, isPartly: false });
  });

  it("says that a text was changed where the parts do not make it up", () => {
    const read = readXliff(unit('<segment id="s1"><source>Another.</source><target>b</target></segment>'));
    expect(read.ok && joinPieces(read.value.segments, { body: "One." }).isChanged).toBe(true);
  });

  it.each([
    ["no XML at all", "hello", null],
    ["XML that is cut off", unit(segment("a", "b")).slice(0, -20), null],
    ["another format", "<html></html>", null],
    ["an older version", unit(segment("a", "b")).replace('version="2.1"', 'version="1.2"'), null],
    [
      "a document type",
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${unit(segment("a", "&e;"))}`,
      null,
    ],
  ])("refuses %s", (_, content, named) => {
    const read = readXliff(content);
    expect(read).toEqual({ ok: false, error: { code: "not-xliff", unit: named } });
  });

  it("names a unit that occurs twice", () => {
    const read = readXliff(unit(segment("a", "b") + segment("a", "c")));
    expect(read).toEqual({ ok: false, error: { code: "twice", unit: "u1" } });
  });
});
