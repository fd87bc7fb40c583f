import { describe, expect, test } from "vitest";
import { readTranscript } from "~/features/townhalls/domain/transcript";

const vtt = (...blocks: string[]) => ["WEBVTT", ...blocks].join("\n\n");
const cue = (words: string, time = "00:01.000 --> 00:04.000") => `${time}\n${words}`;

/** Passages as [milliseconds, speaker, text]. */
function passages(source: string, notNames: readonly string[] = []) {
  const read = readTranscript(source, notNames);
  if (!read.ok) throw new Error(JSON.stringify(read.error.problems));
  return read.value.passages.map(({ startsMs, speaker, text }) => [startsMs, speaker, text]);
}

/** What is wrong with a file, as "line code". */
function problems(source: string) {
  const read = readTranscript(source);
  return read.ok ? [] : read.error.problems.map(({ line, code }) => `${line} ${code}`);
}

describe("WebVTT", () => {
  test("gives passages with their times, speakers and words", () => {
    const source = vtt(
      "NOTE Made by hand,\nin the evening",
      "STYLE\n::cue { color: red }",
      `first\n${cue("<v Ann Lee>Good evening.</v>", "00:01.500 --> 00:04.000 align:start position:0%")}`,
      cue("Welcome\nto all.", "01:02:03.040 --> 01:02:05.000"),
    );
    expect(passages(source)).toEqual([
      [1500, "Ann Lee", "Good evening."],
      [3_723_040, "", "Welcome to all."],
    ]);
  });

  test("is understood with Windows line ends, a byte order mark and a title", () => {
    const source = `\uFEFFWEBVTT - A meeting\nKind: captions\n \n${cue("Hello.")}\n`.replaceAll("\n", "\r\n");
    expect(passages(source)).toEqual([[1000, "", "Hello."]]);
  });

  test("shows entities as what they stand for", () => {
    expect(passages(vtt(cue("a &amp;&lt;b&gt; &amp;lt;")))).toEqual([[1000, "", "a &<b> &lt;"]]);
    expect(passages(vtt(cue("<v A &amp; B>Yes")))).toEqual([[1000, "A & B", "Yes"]]);
  });

  test("loses no words to tags, however they are nested or left open", () => {
    const words: [string, string][] = [
      ["<v.loud Bo>one <b>two <i>three</i></b> <c.red>four</c></v> five", "one two three four five"],
      ["<v Bo><lang en>one</lang> <ruby>two<rt>three</rt></ruby>", "one twothree"],
      ["<v Bo>one<00:02.000><c> two</c><00:03.000><c> three</c>", "one two three"],
      ["<v Bo>one <script>two</script> <b>three", "one two three"],
    ];
    for (const [source, text] of words) expect(passages(vtt(cue(source)))).toEqual([[1000, "Bo", text]]);
  });

  test("keeps a sign that begins no tag", () => {
    expect(passages(vtt(cue("1 < 2 and 3 > 2, I <3 it, <b>yes</b> <no")))).toEqual([
      [1000, "", "1 < 2 and 3 > 2, I <3 it, yes <no"],
    ]);
  });

  test("gives each voice of a cue its own words", () => {
    for (const source of [
      "<v Ann>How so?</v>\n<v Bo>Like <b>this</b>.</v>",
      "<v Ann>How so?\n<v Bo>Like this.",
    ])
      expect(passages(vtt(cue(source)))).toEqual([
        [1000, "Ann", "How so?"],
        [1000, "Bo", "Like this."],
      ]);
  });

  test("leaves out cues without words", () => {
    expect(passages(vtt(cue("<v Ann></v>"), cue("  "), cue("Yes.")))).toEqual([[1000, "", "Yes."]]);
  });

  test("is taken whatever it says about where words are shown", () => {
    const source = vtt(cue("Yes.", "00:01.000 --> 00:02.000 align:middle line:nowhere other:1"));
    expect(passages(source)).toEqual([[1000, "", "Yes."]]);
  });

  test.each([
    ["an end that is no time", cue("b", "00:05.000 --> soon"), "6 time"],
    ["a beginning that is no time", cue("b", "00:75.000 --> 01:20.000"), "6 time"],
    ["another arrow", cue("b", "00:05.000 -> 00:06.000"), "6 time"],
    ["no space after the arrow", cue("b", "00:05.000 -->00:06.000"), "6 time"],
    ["a comma in a time", cue("b", "00:05,000 --> 00:06,000"), "6 time"],
    ["an end before the beginning", cue("b", "00:05.000 --> 00:04.000"), "6 time"],
    ["words without a time", "b", "6 time"],
    ["a number and no time", "2\nb", "7 time"],
    ["a time below a name", `second\n${cue("b", "00:05.000 --> soon")}`, "7 time"],
    ["a cue that follows without an empty line", `${cue("b")}\n${cue("c")}`, "8 time"],
  ])("names the line of %s", (_, second, problem) => {
    expect(problems(vtt(cue("a"), second))).toEqual([problem]);
  });

  test("names every bad line, in order", () => {
    const bad = cue("a", "never --> ever");
    expect(problems(vtt(bad, cue("b"), bad, "NOTE fine", bad))).toEqual(["3 time", "9 time", "14 time"]);
    expect(problems(`WEBVTT\n${cue("a")}\n\n\n\n${bad}`)).toEqual(["2 time", "7 time"]);
  });
});

describe("SRT", () => {
  const srt = (...blocks: string[]) => blocks.map((block, at) => `${at + 1}\n${block}\n`).join("\n");

  test("gives passages with their times and words", () => {
    const source = srt(
      cue("Good <i>evening</i>.", "00:00:01,500 --> 00:00:04,000"),
      cue("1 < 2 &\nmore", "01:02:03,040 --> 01:02:05,000"),
    );
    const wanted = [
      [1500, "", "Good evening."],
      [3_723_040, "", "1 < 2 & more"],
    ];
    expect(passages(source)).toEqual(wanted);
    expect(passages(`\uFEFF\n\n${source.replaceAll("\n", "\r\n")}`)).toEqual(wanted);
  });

  test("that is broken is told by its line, also where the first time is", () => {
    const good = cue("a", "00:00:01,000 --> 00:00:02,000");
    expect(problems(srt(good, cue("b", "00:00:xx,000 --> 00:00:04,000")))).toEqual(["6 time"]);
    expect(problems(srt(good, "nonsense\nb"))).toEqual(["6 time"]);
    expect(problems(srt(cue("b", "00:00:01,000 -> 00:00:02,000"), good))).toEqual(["2 time"]);
  });
});

describe("plain text", () => {
  test("has a passage a paragraph, with times and names where they are", () => {
    const source = [
      "12:04 Ann Lee: Good evening.",
      "[1:02:03] Who is there?",
      "Bo: I am\nhere: all day.",
      "Élodie Ó Néill: Oui.",
      "Nobody said this. But: they could have.",
      "http://example.org: a page",
      "At 12:04 we began.",
    ].join("\n \n\n");
    expect(passages(source)).toEqual([
      [724_000, "Ann Lee", "Good evening."],
      [3_723_000, "", "Who is there?"],
      [null, "Bo", "I am here: all day."],
      [null, "Élodie Ó Néill", "Oui."],
      [null, "", "Nobody said this. But: they could have."],
      [null, "", "http://example.org: a page"],
      [null, "", "At 12:04 we began."],
    ]);
  });

  test("keeps signs that mean something elsewhere", () => {
    expect(passages("WEBVTTs are files.\n\na <b>c</b> &amp; d")).toEqual([
      [null, "", "WEBVTTs are files."],
      [null, "", "a <b>c</b> &amp; d"],
    ]);
  });
});

describe("a file", () => {
  test("without a word is refused", () => {
    for (const source of ["", " \n\t\n", "\uFEFF", "WEBVTT", "WEBVTT\n\nNOTE nothing yet", vtt(cue(""))])
      expect([source, ...problems(source)]).toEqual([source, "1 no-rows"]);
  });

  test("of more than 5,000 passages, or with one of more than 4,000 characters, is refused", () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `Ann: ${i}`).join("\n\n");
    expect(passages(many(5000))).toHaveLength(5000);
    expect(problems(many(5001))).toEqual(["1 too-large"]);
    expect(passages("a".repeat(4000))).toHaveLength(1);
    expect(problems("a".repeat(4001))).toEqual(["1 too-large"]);
    expect(problems(vtt(cue("b".repeat(4001))))).toEqual(["1 too-large"]);
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
  ])("of nothing but %s is read or refused in a moment", (_, source) => {
    const began = process.cpuUsage();
    readTranscript(source);
    // Of the processor's time, which a busy machine does not lengthen: what goes back and forth over the text would take hours.
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(10_000);
  });
});

describe("transcripts as programs for calls write them", () => {
  const hello = [
    [5790, "Speaker One", "Hello all."],
    [14_000, "Speaker Two", "Thanks. And welcome."],
  ];

  test.each([
    [
      "WebVTT with numbers and names before the words",
      "WEBVTT\n\n1\n00:00:05.790 --> 00:00:13.514\nSpeaker One: Hello all.\n\n2\n00:00:14.000 --> 00:00:16.000\nSpeaker Two: Thanks.\nAnd welcome.\n",
    ],
    [
      "WebVTT with voices and names of cues",
      "WEBVTT\n\na1b2/3-0\n00:00:05.790 --> 00:00:13.514\n<v Speaker One>Hello all.</v>\n\na1b2/4-0\n00:00:14.000 --> 00:00:16.000\n<v Speaker Two>Thanks. And welcome.</v>\n",
    ],
    [
      "SRT without numbers",
      "00:00:05,790 --> 00:00:13,514\nSpeaker One: Hello all.\n\n00:00:14,000 --> 00:00:16,000\nSpeaker Two: Thanks. And welcome.\n",
    ],
    [
      "SRT with names in brackets",
      "1\n00:00:05,790 --> 00:00:13,514\n[Speaker One] Hello all.\n\n2\n00:00:14,000 --> 00:00:16,000\n[Speaker Two] Thanks. And welcome.\n",
    ],
    [
      "text with name and time above the words",
      "Speaker One   0:05.79\nHello all.\n\nSpeaker Two   0:14\nThanks.\nAnd welcome.\n",
    ],
    [
      "text with the time of the clock on the wall",
      "[Speaker One] 10:02:33.790\nHello all.\n\n[Speaker Two] 10:02:42.000\nThanks. And welcome.\n",
    ],
    [
      "text with from when to when",
      "[00:00:05.790 --> 00:00:13.514] Speaker One: Hello all.\n[00:00:14.000 --> 00:00:16.000] Speaker Two: Thanks. And welcome.\n",
    ],
  ])("are read: %s", (name, source) => {
    const shift = name.includes("on the wall") ? 5790 : 0;
    expect(passages(source)).toEqual(
      hello.map(([at, ...rest], index) => [shift === 0 ? at : index === 0 ? 0 : 8210, ...rest]),
    );
  });

  test("keep a last cue that has no length", () => {
    const source =
      "1\n00:00:01,000 --> 00:00:04,200\n[Speaker 2] The next item is the checklist.\n\n2\n00:41:30,940 --> 00:41:30,940\nBye.\n";
    expect(passages(source)).toEqual([
      [1000, "Speaker 2", "The next item is the checklist."],
      [2_490_940, "", "Bye."],
    ]);
  });

  test("keep speakers apart where no line is empty between them", () => {
    const source =
      "Ana Núñez: We begin.\nThere are three items.\nBo: One question.\nAna Núñez: Please.\nBo: Is it late?\nهدى: لا.\nهدى: نبدأ.";
    expect(passages(source)).toEqual([
      [null, "Ana Núñez", "We begin. There are three items."],
      [null, "Bo", "One question."],
      [null, "Ana Núñez", "Please."],
      [null, "Bo", "Is it late?"],
      [null, "هدى", "لا."],
      [null, "هدى", "نبدأ."],
    ]);
  });

  test("give nobody the words after a line that only looks like a name, and name those that may be none", () => {
    const source =
      "Ana: We begin.\nNote: the recording is on.\nWe go on.\n\nAna: Next.\n\nSummary: all agreed.";
    const read = readTranscript(source);
    expect(read.ok && read.value.names).toEqual([
      { name: "Ana", passages: 2, first: "We begin. Note: the recording is on. We go on.", isUnsure: false },
      { name: "Summary", passages: 1, first: "all agreed.", isUnsure: true },
    ]);
    expect(passages(source, ["Summary"]).at(-1)).toEqual([null, "", "Summary: all agreed."]);
  });

  test("have words without a name said by nobody, rather than by whoever spoke before", () => {
    expect(passages(vtt(cue("Ana: Yes."), cue("And so on.", "00:05.000 --> 00:06.000")))).toEqual([
      [1000, "Ana", "Yes."],
      [5000, "", "And so on."],
    ]);
  });

  test("take a line of a name and a time for words where somebody says that it is no name", () => {
    const source = "Lunch 12:30\nwas good.\n\nAna 12:40\nLet us begin.\n";
    const read = readTranscript(source);
    expect(read.ok && read.value.names.map(({ name, isUnsure }) => [name, isUnsure])).toEqual([
      ["Lunch", true],
      ["Ana", true],
    ]);
    expect(passages(source, ["Lunch"]).map(([, speaker, text]) => [speaker, text])).toEqual([
      ["", "Lunch was good."],
      ["Ana", "Let us begin."],
    ]);
  });
});
