import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import subsetFont from "subset-font";
import { root } from "./ensure-installed.js";

const require = createRequire(import.meta.url);

const sans = "@fontsource-variable/ibm-plex-sans";
const serif = "@fontsource-variable/source-serif-4";
const arabic = "@fontsource/ibm-plex-sans-arabic";
const { latin, ...beyondLatin } = require(`${sans}/unicode.json`);

/** What Arabic, Persian and Urdu are written with: letters, vowel signs, figures, and the marks of how letters join. */
const arabicLetters =
  "U+60C,U+61B,U+61F,U+621-63A,U+640-656,U+660-671,U+679,U+67E,U+686,U+688,U+691,U+698,U+6A9,U+6AF,U+6BA,U+6BE,U+6C0-6C3,U+6CC,U+6D2-6D5,U+6F0-6F9,U+200C-200F";
/** The other signs of the Arabic face. */
const arabicBeyond =
  "U+600-60B,U+60D-61A,U+61C-61E,U+620,U+63B-63F,U+657-65F,U+672-678,U+67A-67D,U+67F-685,U+687,U+689-690,U+692-697,U+699-6A8,U+6AA-6AE,U+6B0-6B9,U+6BB-6BD,U+6BF,U+6C4-6CB,U+6CD-6D1,U+6D6-6EF,U+6FA-6FF,U+750-77F,U+870-88E,U+890-891,U+897-8FF,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FEFC";

/**
 * The faces of our pages. Those that are cut are asked for with every page: the signs that our pages are full of, in the weights that our styles
 * use, without ligatures and other finery. A file of a package stands beside each for every other sign, and comes where a page has one.
 * What is cut may not bear the name of the whole, which its licence (SIL Open Font License 1.1) reserves, so it bears ours; no sign
 * is in two of them, because a browser fetches both while the first is on its way.
 *
 * A late face of Latin letters takes the place of its stand-in, which is as wide. The words of Arabic are as wide as their letters join, which
 * no other face does alike: a face that comes late would move what is read, so one that is not there at once waits for the next page.
 */
const faces = [
  {
    family: "Codraft Sans",
    file: `${sans}/files/ibm-plex-sans-latin-wght-normal.woff2`,
    cut: { name: "sans-latin", weights: { min: 400, max: 600 } },
    signs: latin,
    serves: "100 900",
  },
  {
    family: "Codraft Serif",
    file: `${serif}/files/source-serif-4-latin-wght-normal.woff2`,
    cut: { name: "serif-latin", weights: 600 },
    signs: latin,
    serves: "100 900",
  },
  {
    family: "Codraft Mono",
    file: "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
    cut: { name: "mono-latin" },
    signs: latin,
    serves: "100 900",
  },
  ...arabicWeight("regular", 400, "100 500"),
  ...arabicWeight("bold", 600, "501 900"),
  ...Object.entries(beyondLatin).flatMap(([script, signs]) => [
    {
      family: "IBM Plex Sans Variable",
      file: `${sans}/files/ibm-plex-sans-${script}-wght-normal.woff2`,
      signs,
      serves: "100 700",
    },
    {
      family: "Source Serif 4 Variable",
      file: `${serif}/files/source-serif-4-${script}-wght-normal.woff2`,
      signs,
      serves: "200 900",
    },
  ]),
];

function arabicWeight(name, weight, serves) {
  const file = `${arabic}/files/ibm-plex-sans-arabic-arabic-${weight}-normal.woff2`;
  const late = { file, serves, display: "optional" };
  return [
    { family: "Codraft Arabic", cut: { name: `arabic-${name}` }, signs: arabicLetters, ...late },
    { family: "IBM Plex Sans Arabic", signs: arabicBeyond, ...late },
  ];
}

/** The characters of a list of ranges as CSS writes it. */
function signsIn(ranges) {
  return ranges.replaceAll(/U\+([\dA-F]+)(?:-([\dA-F]+))?,?/g, (_, first, last = first) => {
    const [from, to] = [Number.parseInt(first, 16), Number.parseInt(last, 16)];
    return String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, at) => from + at));
  });
}

async function cutOut({ file, cut: { name, weights }, signs }, into) {
  // Latin does without what features alone lead to; Arabic is written by them.
  const noLayoutClosure = signs === latin;
  const variationAxes = weights && { wght: weights };
  const whole = readFileSync(require.resolve(file));
  const options = { targetFormat: "woff2", noLayoutClosure, variationAxes };
  writeFileSync(join(into, `${name}.woff2`), await subsetFont(whole, signsIn(signs), options));
}

const ruleOf = ({ family, file, cut, signs, serves, display = "swap" }) => `@font-face {
  font-family: "${family}";
  font-display: ${display};
  font-weight: ${serves};
  src: url("${cut ? `./${cut.name}.woff2` : file}") format("woff2");
  unicode-range: ${signs};
}
`;

const cuts = faces.filter(({ cut }) => cut);

/** Where the cut faces are, by what they are made of and how: they are made once, however many builds and tests ask for them. */
function folderOf() {
  const hash = createHash("sha256").update(readFileSync(new URL(import.meta.url)));
  for (const { file } of cuts) hash.update(readFileSync(require.resolve(file)));
  return join(root, "node_modules/.cache/codraft-fonts", hash.digest("hex").slice(0, 16));
}

async function cutAll(folder) {
  if (existsSync(folder)) return;
  // Another process may be at the same: whichever is ready first is right.
  const own = `${folder}.${process.pid}`;
  mkdirSync(own, { recursive: true });
  await Promise.all(cuts.map((face) => cutOut(face, own)));
  writeFileSync(join(own, "faces.css"), faces.map(ruleOf).join(""));
  try {
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

let made;

/** Cuts the faces, once a build, and lets styles and modules name what comes of it: `~fonts/faces.css`, `~fonts/NAME.woff2`. */
export const cutFonts = {
  name: "codraft-cut-fonts",
  config: async () => {
    const folder = folderOf();
    made ??= cutAll(folder);
    await made;
    return { resolve: { alias: { "~fonts": folder } } };
  },
};
