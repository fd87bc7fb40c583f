import { useLocation } from "@remix-run/react";
import { useEffect } from "react";

const program = "/offline.js";
/** How long a page is read before it is kept (milliseconds): what somebody only passes by is not asked for again. */
const settled = 2_000;

/**
 * Has the browser keep the pages that people need without a connection (`public/offline.js`), and throw away those of whoever was here
 * before. Browsers that cannot, or may not, go on without.
 */
export function useKeptForOffline(person: string): void {
  const { pathname } = useLocation();
  useEffect(() => {
    const container = import.meta.env.PROD ? navigator.serviceWorker : undefined;
    if (!container) return;
    const tell = async () => {
      const { active } = await container.register(program).then(() => container.ready);
      active?.postMessage({ ask: "keep", reader: person, pathname, files: loadedFiles() });
    };
    const later = setTimeout(() => void tell().catch(() => {}), settled);
    return () => clearTimeout(later);
  }, [person, pathname]);
}

/** The files of the application that the page has loaded so far, and what it asked about its routes. */
const loadedFiles = () =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(
      ({ origin, pathname }) => origin === location.origin && /^\/(assets\/|__manifest$)/.test(pathname),
    )
    .map(({ pathname, search }) => `${pathname}${search}`);

/** When the page that is shown was copied, where it is a copy; null where it came from the server. */
export async function copiedAt(): Promise<string | null> {
  const controller = import.meta.env.PROD ? navigator.serviceWorker?.controller : null;
  if (!controller) return null;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<string | null>((resolve) => {
    port1.onmessage = ({ data }) => resolve(typeof data === "string" ? data : null);
  });
  controller.postMessage({ ask: "copy" }, [port2]);
  return answer;
}
