import { directionOf, type Language } from "~/kernel/language/languages";
import { escapeHtml } from "~/kernel/text/markup";
import { partsOfChange } from "./change";

type Line = {
  readonly says: string;
  readonly path: string;
  readonly quote?: string;
  /** Whether the quote is a change, with what went out and what came in. */
  readonly isChange?: boolean;
};

/** A mail as it is laid out: what is told, one button, what waits besides, and how to be told otherwise. */
export type Letter = {
  readonly language: Language;
  /** The process that it is of. */
  readonly heading: string;
  /** Each with the address that it leads to. */
  readonly told: readonly Line[];
  readonly button: { readonly label: string; readonly path: string };
  /** What waits for the reader, besides. */
  readonly waiting: { readonly title: string; readonly lead: string; readonly items: readonly Line[] };
  readonly why: string;
  readonly ways: readonly { readonly says: string; readonly path: string }[];
};

/** The mail as plain text (RFC 3676 marks what follows "-- " as its foot). */
export function letterText({ told, waiting, why, ways }: Letter): string {
  const lines = told.map(({ says, quote, path }) =>
    quote ? `${says}\n\n${quote.replace(/^/gmu, "> ")}\n\n${path}` : `${says}\n${path}`,
  );
  const items = waiting.items.map(({ says, path }) => `- ${says}\n  ${path}`);
  const also = items.length === 0 ? [] : [`${waiting.title}\n${waiting.lead}\n\n${items.join("\n")}`];
  const foot = [why, ...ways.map(({ says, path }) => `${says} ${path}`)];
  return `${[...lines, ...also].join("\n\n")}\n\n-- \n${foot.join("\n")}\n`;
}

const styles = {
  page: "margin:0;padding:24px;background:#faf8f3;color:#1a2029;font:16px/1.5 'IBM Plex Sans',Arial,sans-serif",
  sheet:
    "max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #dfdacd;border-radius:12px",
  heading: "margin:0 0 16px;font-size:14px;font-weight:600;color:#59616d",
  quote: "margin:8px 0;padding:4px 12px;border-inline-start:3px solid #dfdacd;white-space:pre-wrap",
  removed: "color:#8a3023;background:#f9e4de",
  added: "color:#1d6a4b;background:#d9eee4",
  button:
    "display:inline-block;margin:16px 0;padding:12px 24px;border-radius:8px;background:#1d4e89;color:#ffffff;text-decoration:none;font-weight:600",
  title: "margin:24px 0 4px;font-size:17px",
  foot: "margin:24px 0 0;padding-top:12px;border-top:1px solid #dfdacd;font-size:13px;color:#59616d",
};

const changeHtml = (quote: string): string =>
  partsOfChange(quote)
    .map(({ kind, text }) => {
      if (kind === "kept") return escapeHtml(text);
      const tag = kind === "added" ? "ins" : "del";
      return `<${tag} style="${styles[kind]}">${escapeHtml(text)}</${tag}>`;
    })
    .join("");

/** The mail as HTML: no script, no picture, nothing that is fetched, and one button. */
export function letterHtml(letter: Letter): string {
  const { language, heading, told, button, waiting, why, ways } = letter;
  const link = ({ says, path }: { says: string; path: string }) =>
    `<a href="${escapeHtml(path)}" style="color:#1d4e89">${escapeHtml(says)}</a>`;
  const lines = told.map(
    ({ quote, isChange = false, ...one }) =>
      `<p>${link(one)}</p>${quote ? `<blockquote dir="auto" style="${styles.quote}">${isChange ? changeHtml(quote) : escapeHtml(quote)}</blockquote>` : ""}`,
  );
  const items = waiting.items.map((one) => `<li>${link(one)}</li>`).join("");
  const also =
    items === ""
      ? ""
      : `<h2 style="${styles.title}">${escapeHtml(waiting.title)}</h2><p>${escapeHtml(waiting.lead)}</p><ul>${items}</ul>`;
  const foot = [escapeHtml(why), ...ways.map(link)].join("<br>");
  return [
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml(heading)}</title></head><body style="${styles.page}"><div style="${styles.sheet}">`,
    `<p style="${styles.heading}">${escapeHtml(heading)}</p>${lines.join("")}`,
    `<p><a href="${escapeHtml(button.path)}" style="${styles.button}">${escapeHtml(button.label)}</a></p>`,
    `${also}<p style="${styles.foot}">${foot}</p></div></body></html>`,
  ].join("");
}
