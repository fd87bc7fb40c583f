import { describe, expect, test } from "vitest";
import { noticeMail, type Recipient } from "~/features/notices/services/noticeMail";
import { type Language, languages } from "~/kernel/language/languages";
import { plain } from "~/kernel/language/localized";
import { noticeNames } from "~/registries/notices";
import { loadTranslations, translatorOf } from "~server/translations";

const translations = loadTranslations();
const translator = translatorOf(translations);
/** Values for whatever a sentence names. */
const values = {
  number: 4,
  label: "1.1",
  draft: "1.1",
  title: "A <b> title",
  system: "OpenCV",
  decision: "rejected",
  role: "member",
  by: "Ada",
  sentTo: "a@example.org",
  workgroup: "Alpha",
  name: "Ada",
  language: "Español",
  tongues: "fr ar",
  until: "",
  at: "2030-01-01T12:00:00.000Z",
  former: "2029-12-01T12:00:00.000Z",
  refusal: "roll_empty",
  confirms: "publish",
};
const recipient = (language: Language): Recipient => ({
  to: "a@example.org",
  language,
  zone: null,
  t: translator(language),
  origin: "https://codraft.example",
  process: { slug: "a", title: plain("A & B") },
  stop: "https://codraft.example/unsubscribe/token",
  todos: [],
  now: new Date("2030-01-01T12:00:00Z"),
});

describe.each(languages)("a mail in %s", (language) => {
  test.each(noticeNames)("of %s has one button, and says the same as HTML and as plain text", (kind) => {
    const mail = noticeMail([{ kind, values, path: "/p/a/x?b=1&c=2" }], recipient(language));
    const html = mail.html ?? "";
    expect(mail.subject).not.toMatch(/\{\{|notices:|sentence\./);
    expect(mail.text).not.toMatch(/\{\{|notices:|undefined/);
    expect(html).not.toMatch(/\{\{|notices:|undefined|<script|<img/);
    expect(html).toContain(`lang="${language}"`);
    expect(html.match(/display:inline-block/g)).toHaveLength(1);
    expect(html).toContain("b=1&amp;c=2");
    expect(mail.text).toContain("b=1&c=2");
    expect(html).not.toContain("<b>");
    for (const name of ["List-Id", "Auto-Submitted", "List-Unsubscribe", "In-Reply-To", "References"])
      expect(mail.headers).toHaveProperty(name);
  });
});

describe("a mail of several notices", () => {
  const reply = (path: string) => ({ kind: "reply", values, path });

  test("is of a thread when all of them are, and of none otherwise", () => {
    const of = (...paths: [string, string]) =>
      noticeMail([reply(paths[0]), reply(paths[1])], recipient("en")).headers?.References;
    expect(of("/p/a/comments/1?page=2", "/p/a/comments/1?page=3")).toBe("<.p.a.comments.1@codraft.example>");
    expect(of("/p/a/comments/1", "/p/a/comments/2")).toBeUndefined();
  });

  test("leads to the list of all of them", () => {
    const mail = noticeMail([reply("/p/a/comments/1"), reply("/p/a/comments/2")], recipient("en"));
    expect(mail.html).toContain('href="https://codraft.example/notices" style="display:inline-block');
  });

  test("marks what a change takes out and brings in, and nothing of what somebody only wrote", () => {
    const words = "may [-<use>-]{+study+} it";
    const path = "/p/a/x";
    const change = noticeMail(
      [{ kind: "reply", values: { ...values, words, change: 1 }, path }],
      recipient("en"),
    );
    expect(change.html).toMatch(/may <del[^>]*>&lt;use&gt;<\/del><ins[^>]*>study<\/ins> it/);
    expect(change.text).toContain("> may [-<use>-]{+study+} it");
    const wrote = noticeMail([{ kind: "reply", values: { ...values, words }, path }], recipient("en"));
    expect(wrote.html).toContain("may [-&lt;use&gt;-]{+study+} it");
  });

  test("quotes what somebody wrote, as text", () => {
    const words = { ...values, words: "No <script>.\nTwo lines." };
    const mail = noticeMail([{ kind: "reply", values: words, path: "/p/a/x" }], recipient("en"));
    expect(mail.text).toContain("> No <script>.\n> Two lines.");
    expect(mail.html).toContain("No &lt;script&gt;.");
  });
});
