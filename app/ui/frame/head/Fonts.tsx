import japanese from "@fontsource-variable/noto-sans-jp/wght.css?url";
import han from "@fontsource-variable/noto-sans-sc/wght.css?url";
import { type Language, scripts } from "~/kernel/language/languages";
import arabicBold from "~fonts/arabic-bold.woff2?url";
import arabic from "~fonts/arabic-regular.woff2?url";
import latin from "~fonts/sans-latin.woff2?url";
import serif from "~fonts/serif-latin.woff2?url";

/**
 * The faces that a page in a script is asked for with: its text and its headings. A script with thousands of signs has a style
 * sheet of its own that names a hundred files; the browser takes those whose signs are on the page.
 */
const faces = {
  latin: { first: [latin, serif] },
  arabic: { first: [arabic, arabicBold] },
  devanagari: { first: [] },
  japanese: { first: [], sheet: japanese },
  han: { first: [], sheet: han },
} satisfies Record<
  (typeof scripts)[Language],
  { readonly first: readonly string[]; readonly sheet?: string }
>;

export function Fonts({ language }: { language: Language }) {
  const { first, sheet }: { first: readonly string[]; sheet?: string } = faces[scripts[language]];
  return (
    <>
      {first.map((face) => (
        <link key={face} rel="preload" href={face} as="font" type="font/woff2" crossOrigin="anonymous" />
      ))}
      {sheet && <link rel="stylesheet" href={sheet} />}
    </>
  );
}
