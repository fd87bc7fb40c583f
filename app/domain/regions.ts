import { countries, type TCountryCode } from "countries-list";

/** The regions that people are counted by: the continents. */
export const regions = ["AF", "AN", "AS", "EU", "NA", "OC", "SA"] as const;
export type Region = (typeof regions)[number];

/** The region of a country (ISO 3166-1 alpha-2); null where the country is not known or not given. */
export function regionOf(country: string): Region | null {
  return Object.hasOwn(countries, country) ? countries[country as TCountryCode].continent : null;
}
