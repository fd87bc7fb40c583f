import { type GeoContext, geoEqualEarth, geoPath } from "d3-geo";
import iso from "iso-3166-1";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json" with { type: "json" };
import type { Shown } from "~/kernel/figures/roundedToFive";
import { ownValue } from "~/kernel/keyed";

const width = 960;
const height = 468;

/** Writes down what d3 draws, each point by its tenths of a pixel from the one before: a third fewer bytes than points by themselves. */
class Pen implements GeoContext {
  #path = "";
  #at: readonly [number, number] = [0, 0];
  #began = this.#at;

  moveTo(x: number, y: number): void {
    this.#go("m", x, y);
    this.#began = this.#at;
  }

  lineTo(x: number, y: number): void {
    this.#go("l", x, y);
  }

  closePath(): void {
    this.#path += "z";
    this.#at = this.#began;
  }

  beginPath(): void {}

  arc(): never {
    throw new Error("countries have no arcs");
  }

  /** What was drawn since this was asked for last. */
  taken(): string {
    const path = this.#path;
    this.#path = "";
    this.#at = [0, 0];
    return path;
  }

  #go(how: "m" | "l", x: number, y: number): void {
    const to = [Math.round(x * 10), Math.round(y * 10)] as const;
    const [right, down] = [to[0] - this.#at[0], to[1] - this.#at[1]];
    if (how === "l" && right === 0 && down === 0) return;
    this.#path += `${how}${right / 10}${down < 0 ? "" : " "}${down / 10}`;
    this.#at = to;
  }
}

/** The outlines of the countries (Natural Earth, 1:110 million), drawn once. */
const outlines = (() => {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection }>;
  const countries = feature(topology, topology.objects.countries);
  const projection = geoEqualEarth().fitSize([width, height], { type: "Sphere" });
  const pen = new Pen();
  const draw = geoPath(projection, pen);
  return countries.features.map((one) => {
    draw(one);
    return {
      country: iso.whereNumeric(String(one.id ?? "").padStart(3, "0"))?.alpha2 ?? "",
      path: pen.taken(),
    };
  });
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
