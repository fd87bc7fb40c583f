import { geoEqualEarth, geoPath } from "d3-geo";
import iso from "iso-3166-1";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json" with { type: "json" };
import type { Shown } from "~/kernel/figures/roundedToFive";
import { ownValue } from "~/kernel/keyed";

const width = 960;
const height = 468;

/** The outlines of the countries (Natural Earth, 1:110 million), drawn once. */
const outlines = (() => {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection }>;
  const countries = feature(topology, topology.objects.countries);
  const projection = geoEqualEarth().fitSize([width, height], { type: "Sphere" });
  const draw = geoPath(projection).digits(1);
  return countries.features.map((one) => ({
    country: iso.whereNumeric(String(one.id ?? "").padStart(3, "0"))?.alpha2 ?? "",
    path: draw(one) ?? "",
  }));
})();

/** Shade of a count beside the largest one, 1 to 6. */
const shadeOf = (count: number, most: number) =>
  Math.max(1, Math.min(6, Math.ceil((Math.sqrt(count) / Math.sqrt(most)) * 6)));

/**
 * A map of the world as SVG on its own, shaded by how many people of each country take part. Countries of
 * fewer than ten are like those of nobody.
 */
export function worldMap(
  counts: Readonly<Record<string, Shown>>,
  words: { readonly title: string; readonly nameOf: (country: string) => string; readonly language: string },
): string {
  const most = Math.max(1, ...Object.values(counts).map((count) => count ?? 0));
  const shapes = outlines.map(({ country, path }) => {
    const count = ownValue(counts, country) ?? null;
    if (count === null) return `<path class="s0" d="${path}"/>`;
    const label = escapeXml(`${words.nameOf(country)}: ${count}`);
    return `<path class="s${shadeOf(count, most)}" d="${path}"><title>${label}</title></path>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" lang="${words.language}"><title>${escapeXml(words.title)}</title><style>${colours}</style>${shapes.join("")}</svg>`;
}

const ramp = ["#d2e0e0", "#b2c9c9", "#92b1b2", "#467a7e", "#2e686d", "#0f5257"];
const darkRamp = ["#213436", "#23474a", "#275b5e", "#4d908d", "#67afaa", "#86cdc7"];
const rules = (colors: readonly string[]) => colors.map((fill, at) => `.s${at + 1}{fill:${fill}}`).join("");
const colours = `path{stroke:#fcfbf8;stroke-width:.5}.s0{fill:#e9e6de}${rules(ramp)}@media (prefers-color-scheme:dark){path{stroke:#14171c}.s0{fill:#272c34}${rules(darkRamp)}}`;

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
