import { countries, type TCountryCode } from "countries-list";
import type { Region } from "./regions";

/** The region of every country, for a statement that looks it up. */
export const regionByCountry: Readonly<Record<string, Region>> = Object.fromEntries(
  Object.entries(countries).map(([country, { continent }]) => [country, continent]),
);

/** The region of a country (ISO 3166-1 alpha-2); null where the country is not known or not given. */
export function regionOf(country: string): Region | null {
  return Object.hasOwn(countries, country) ? countries[country as TCountryCode].continent : null;
}
