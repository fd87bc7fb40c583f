import latin from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2?url";
import arabic from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2?url";
import arabicBold from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2?url";
import japanese from "@fontsource-variable/noto-sans-jp/wght.css?url";
import han from "@fontsource-variable/noto-sans-sc/wght.css?url";
import serif from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url";
import { type Language, scripts } from "~/kernel/language/languages";

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
