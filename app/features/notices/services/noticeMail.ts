import { letterHtml, letterText } from "~/features/notices/domain/letter";
import type { TodoIn } from "~/features/notices/domain/todos";
import { inLanguage } from "~/i18n/languagePath";
import { momentInWords } from "~/i18n/momentInWords";
import type { Language } from "~/kernel/language/languages";
import { type Localized, localize } from "~/kernel/language/localized";
import type { Mail, Translate } from "~/platform/deps";
import type { notices } from "~db/schema/notices";
import { inWords } from "./inWords";
import { sayTodos } from "./sayTodo";

type Told = Pick<typeof notices.$inferSelect, "kind" | "values" | "path">;

/** Whom a mail is for, and what of. */
export type Recipient = {
  readonly to: string;
  readonly language: Language;
  /** Their time zone; null where it is not known. */
  readonly zone: string | null;
  readonly t: Translate;
  readonly origin: string;
  readonly process: { readonly slug: string; readonly title: Localized };
  /** Ends the mails of the process. */
  readonly stop: string;
  /** All that waits for them, and the time. */
  readonly todos: readonly TodoIn[];
  readonly now: Date;
};

/** So much of what waits is named; the rest is counted. */
const mostNamed = 5;

/** The mail that tells somebody of some notices of one process, in their language, as HTML and as plain text. */
export function noticeMail(told: readonly [Told, ...Told[]], recipient: Recipient): Mail {
  const { to, language, zone, t, origin, process, stop, todos, now } = recipient;
  const at = (path: string) => `${origin}${inLanguage(language, path)}`;
  const heading = localize(process.title, language).text;
  const sentence = ({ kind, values }: Told) =>
    t(`notices:sentence.${kind}`, inWords(t, language, values, zone));
  const [first] = told;
  const isOne = told.length === 1;
  const waiting = sayTodos({ t, language, now }, todos);
  const letter = {
    language,
    heading,
    told: told.map((one) => ({
      says: sentence(one),
      path: at(one.path),
      ...(typeof one.values.words === "string" && one.values.words !== ""
        ? { quote: one.values.words, isChange: one.values.change === 1 }
        : {}),
    })),
    button: isOne
      ? { label: t("notices:mail.open"), path: at(first.path) }
      : { label: t("notices:mail.seeAll"), path: at("/notices") },
    waiting: {
      title: t("notices:todos.title"),
      lead: waiting.lead,
      items: waiting.items.slice(0, mostNamed).map(({ title, until, path }) => ({
        says: until ? `${title} (${momentInWords(language, until, zone)})` : title,
        path: at(path),
      })),
    },
    why: t("notices:mail.why", { process: heading }),
    ways: [
      { says: t("notices:mail.settings"), path: at("/notices") },
      { says: t("notices:mail.stop"), path: stop },
    ],
  };
  return {
    to,
    subject: isOne
      ? t("common:labelled", { label: heading, value: sentence(first) })
      : t("notices:mail.several", { count: told.length, process: heading }),
    text: letterText(letter),
    html: letterHtml(letter),
    headers: headersOf(told, recipient),
  };
}

/**
 * What mail programs sort and answer by: the list (RFC 2919), that a machine wrote (RFC 3834), how to end it (RFC 8058),
 * and the thread, where all of it is of one: a name that is made of its address and is the same for every mail of it.
 */
function headersOf(told: readonly Told[], { origin, process, stop }: Recipient): Record<string, string> {
  const { hostname } = new URL(origin);
  const threads = [...new Set(told.map(({ path }) => path.split(/[?#]/)[0] ?? ""))];
  const thread =
    threads.length === 1 ? `<${(threads[0] ?? "").replace(/[^A-Za-z0-9.-]+/g, ".")}@${hostname}>` : null;
  return {
    "List-Id": `<${process.slug}.${hostname}>`,
    "Auto-Submitted": "auto-generated",
    "List-Unsubscribe": `<${stop}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    ...(thread ? { "In-Reply-To": thread, References: thread } : {}),
  };
}
