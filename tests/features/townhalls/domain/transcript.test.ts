import { describe, expect, test } from "vitest";
import { readTranscript } from "~/features/townhalls/domain/transcript";

const vtt = (...blocks: string[]) => ["WEBVTT", ...blocks].join("\n\n");
const cue = (words: string, time = "00:01.000 --> 00:04.000") => `${time}\n${words}`;

/** Passages as [milliseconds, speaker, text]. */
async function passages(source: string) {
  const read = await readTranscript(source);
  if (!read.ok) throw new Error(JSON.stringify(read.error.problems));
  return read.value.map(({ startsMs, speaker, text }) => [startsMs, speaker, text]);
}

/** What is wrong with a file, as "line code". */
async function problems(source: string) {
  const read = await readTranscript(source);
  return read.ok ? [] : read.error.problems.map(({ line, code }) => `${line} ${code}`);
}

describe("WebVTT", () => {
  test("gives passages with their times, speakers and words", async () => {
    const source = vtt(
      "NOTE Made by hand,\nin the evening",
      "STYLE\n::cue { color: red }",
      `first\n${cue("<v Ann Lee>Good evening.</v>", "00:01.500 --> 00:04.000 align:start position:0%")}`,
      cue("Welcome\nto all.", "01:02:03.040 --> 01:02:05.000"),
    );
    expect(await passages(source)).toEqual([
      [1500, "Ann Lee", "Good evening."],
      [3_723_040, "", "Welcome to all."],
    ]);
  });

  test("is understood with Windows line ends, a byte order mark and a title", async () => {
    const source = `\uFEFFWEBVTT - A meeting\nKind: captions\n \n${cue("Hello.")}\n`.replaceAll("\n", "\r\n");
    expect(await passages(source)).toEqual([[1000, "", "Hello."]]);
  });

  test("shows entities as what they stand for", async () => {
    expect(await passages(vtt(cue("a &amp;&lt;b&gt; &amp;lt;")))).toEqual([[1000, "", "a &<b> &lt;"]]);
    expect(await passages(vtt(cue("<v A &amp; B>Yes")))).toEqual([[1000, "A & B", "Yes"]]);
  });

  test("loses no words to tags, however they are nested or left open", async () => {
    const words: [string, string][] = [
      ["<v.loud Bo>one <b>two <i>three</i></b> <c.red>four</c></v> five", "one two three four five"],
      ["<v Bo><lang en>one</lang> <ruby>two<rt>three</rt></ruby>", "one twothree"],
      ["<v Bo>one<00:02.000><c> two</c><00:03.000><c> three</c>", "one two three"],
      ["<v Bo>one <script>two</script> <b>three", "one two three"],
    ];
    for (const [source, text] of words)
      expect(await passages(vtt(cue(source)))).toEqual([[1000, "Bo", text]]);
  });

  test("keeps a sign that begins no tag", async () => {
    expect(await passages(vtt(cue("1 < 2 and 3 > 2, I <3 it, <b>yes</b> <no")))).toEqual([
      [1000, "", "1 < 2 and 3 > 2, I <3 it, yes <no"],
    ]);
  });

  test("gives each voice of a cue its own words", async () => {
    for (const source of [
      "<v Ann>How so?</v>\n<v Bo>Like <b>this</b>.</v>",
      "<v Ann>How so?\n<v Bo>Like this.",
    ])
      expect(await passages(vtt(cue(source)))).toEqual([
        [1000, "Ann", "How so?"],
        [1000, "Bo", "Like this."],
      ]);
  });

  test("leaves out cues without words", async () => {
    expect(await passages(vtt(cue("<v Ann></v>"), cue("  "), cue("Yes.")))).toEqual([[1000, "", "Yes."]]);
  });

  test("is taken whatever it says about where words are shown", async () => {
    const source = vtt(cue("Yes.", "00:01.000 --> 00:02.000 align:middle line:nowhere other:1"));
    expect(await passages(source)).toEqual([[1000, "", "Yes."]]);
  });

  test.each([
    ["an end that is no time", cue("b", "00:05.000 --> soon"), "6 time"],
    ["a beginning that is no time", cue("b", "00:75.000 --> 01:20.000"), "6 time"],
    ["another arrow", cue("b", "00:05.000 -> 00:06.000"), "6 time"],
    ["no space after the arrow", cue("b", "00:05.000 -->00:06.000"), "6 time"],
    ["a comma in a time", cue("b", "00:05,000 --> 00:06,000"), "6 time"],
    ["an end before the beginning", cue("b", "00:05.000 --> 00:04.000"), "6 time"],
    ["an end at the beginning", cue("b", "00:05.000 --> 00:05.000"), "6 time"],
    ["words without a time", "b", "6 time"],
    ["a number and no time", "2\nb", "7 time"],
    ["a time below a name", `second\n${cue("b", "00:05.000 --> soon")}`, "7 time"],
    ["a cue that follows without an empty line", `${cue("b")}\n${cue("c")}`, "8 time"],
  ])("names the line of %s", async (_, second, problem) => {
    expect(await problems(vtt(cue("a"), second))).toEqual([problem]);
  });

  test("names every bad line, in order", async () => {
    const bad = cue("a", "never --> ever");
    expect(await problems(vtt(bad, cue("b"), bad, "NOTE fine", bad))).toEqual([
      "3 time",
      "9 time",
      "14 time",
    ]);
    expect(await problems(`WEBVTT\n${cue("a")}\n\n\n\n${bad}`)).toEqual(["2 time", "7 time"]);
  });
});

describe("SRT", () => {
  const srt = (...blocks: string[]) => blocks.map((block, at) => `${at + 1}\n${block}\n`).join("\n");

  test("gives passages with their times and words", async () => {
    const source = srt(
      cue("Good <i>evening</i>.", "00:00:01,500 --> 00:00:04,000"),
      cue("1 < 2 &\nmore", "01:02:03,040 --> 01:02:05,000"),
    );
    const wanted = [
      [1500, "", "Good evening."],
      [3_723_040, "", "1 < 2 & more"],
    ];
    expect(await passages(source)).toEqual(wanted);
    expect(await passages(`\uFEFF\n\n${source.replaceAll("\n", "\r\n")}`)).toEqual(wanted);
  });

  test("that is broken is told by its line, also where the first time is", async () => {
    const good = cue("a", "00:00:01,000 --> 00:00:02,000");
    expect(await problems(srt(good, cue("b", "00:00:xx,000 --> 00:00:04,000")))).toEqual(["6 time"]);
    expect(await problems(srt(good, "nonsense\nb"))).toEqual(["6 time"]);
    expect(await problems(srt(cue("b", "00:00:01,000 -> 00:00:02,000"), good))).toEqual(["2 time"]);
  });
});

describe("plain text", () => {
  test("has a passage a paragraph, with times and names where they are", async () => {
    const source = [
      "12:04 Ann Lee: Good evening.",
      "[1:02:03] Who is there?",
      "Bo: I am\nhere: all day.",
      "Élodie Ó Néill: Oui.",
      "Nobody said this. But: they could have.",
      "http://example.org: a page",
      "At 12:04 we began.",
    ].join("\n \n\n");
    expect(await passages(source)).toEqual([
      [724_000, "Ann Lee", "Good evening."],
      [3_723_000, "", "Who is there?"],
      [null, "Bo", "I am here: all day."],
      [null, "Élodie Ó Néill", "Oui."],
      [null, "", "Nobody said this. But: they could have."],
      [null, "", "http://example.org: a page"],
      [null, "", "At 12:04 we began."],
    ]);
  });

  test("keeps signs that mean something elsewhere", async () => {
    expect(await passages("WEBVTTs are files.\n\na <b>c</b> &amp; d")).toEqual([
      [null, "", "WEBVTTs are files."],
      [null, "", "a <b>c</b> &amp; d"],
    ]);
  });
});

describe("a file", () => {
  test("without a word is refused", async () => {
    for (const source of ["", " \n\t\n", "\uFEFF", "WEBVTT", "WEBVTT\n\nNOTE nothing yet", vtt(cue(""))])
      expect([source, ...(await problems(source))]).toEqual([source, "1 no-rows"]);
  });

  test("of more than 5,000 passages, or with one of more than 4,000 characters, is refused", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `Ann: ${i}`).join("\n\n");
    expect(await passages(many(5000))).toHaveLength(5000);
    expect(await problems(many(5001))).toEqual(["1 too-large"]);
    expect(await passages("a".repeat(4000))).toHaveLength(1);
    expect(await problems("a".repeat(4001))).toEqual(["1 too-large"]);
    expect(await problems(vtt(cue("b".repeat(4001))))).toEqual(["1 too-large"]);
  });

  test.each([
    ["tags in tags", vtt(cue(`${"<b>".repeat(400_000)}x`))],
    ["tags side by side", vtt(cue(`<v Ann>${"<b></b>".repeat(200_000)}x`))],
    ["signs that begin tags", vtt(cue("<".repeat(1_400_000)))],
    ["a tag without an end", vtt(cue(`x<b ${"a ".repeat(700_000)}`))],
    ["empty lines", `x${"\n \t".repeat(450_000)}\ny`],
    ["spaces", `x${" ".repeat(1_400_000)}y: z`],
    ["digits", "1".repeat(1_400_000)],
    ["arrows", `1\n${"00:00:01,000 --> ".repeat(80_000)}`],
  ])("of nothing but %s is read or refused in a moment", async (_, source) => {
    const began = performance.now();
    await readTranscript(source);
    // Plenty on a slow machine: what goes back and forth over the text would take hours.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
