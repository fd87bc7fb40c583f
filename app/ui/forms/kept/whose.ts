import { useLocation, useRouteLoaderData } from "@remix-run/react";
import { splitLanguage } from "~/i18n/languagePath";
import { cut } from "~/kernel/text/cut";

/** Who is signed in, as the root of every page knows; empty for visitors. */
export function usePersonId(): string {
  const data = useRouteLoaderData("root") as { person?: { id: string } | null } | undefined;
  return data?.person?.id ?? "";
}

/** Where a form stands, in all languages of a page: its address, what it asks for, and what tells it from its neighbours. */
export function usePlace(
  action: string | undefined,
  intents: readonly string[],
  hidden: readonly (readonly [name: string, value: string])[],
): string {
  const { pathname } = useLocation();
  const { path } = splitLanguage(action?.split("?")[0] ?? pathname);
  const fields = hidden.map(([name, value]) => `${name}=${value}`);
  return cut([path, intents.join(","), ...fields].join(" "), 300);
}

/** A key that is said of whose form it is: the server takes it from nobody else. */
export function newKey(person: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${person}.${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Says whose form it is without a key: each time that it is sent it is carried out, for this person alone. */
export const whose = (person: string) => `${person}.`;
