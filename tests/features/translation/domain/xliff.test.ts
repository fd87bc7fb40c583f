import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readXliff, writeXliff, type XliffFile } from "~/features/translation/domain/xliff";

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
        expect(read.ok && { ...read.value, segments: order(read.value.segments) }).toEqual({
          ...written,
          segments: order(kept),
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
      { unit: "u1", field: "body", source: "A & B", target: "A &amp; B", isReviewed: false },
    ]);
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
    ["inline markup", unit(segment("a", 'b <ph id="1"/>')), "u1"],
  ])("refuses %s", (_, content, named) => {
    const read = readXliff(content);
    expect(read).toEqual({ ok: false, error: { code: "not-xliff", unit: named } });
  });

  it("names a unit that occurs twice", () => {
    const read = readXliff(unit(segment("a", "b") + segment("a", "c")));
    expect(read).toEqual({ ok: false, error: { code: "twice", unit: "u1" } });
  });
});
