import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useWords } from "~/i18n";
import { useZone } from "~/ui/text/zone";
import { copiedAt, useKeptForOffline } from "./keepForOffline";

/**
 * Says above a page that it is a copy, where the server could not be reached. The page itself is asked for at once: that waits
 * for the connection (`ui/forms/kept/delivery`), and takes the place of the copy.
 */
export function CopyNotice({ person }: { readonly person: string }) {
  const { t, format } = useWords();
  const zone = useZone();
  const { revalidate, state } = useRevalidator();
  const [copy, setCopy] = useState<{ readonly at: string; readonly isAsked: boolean } | null>(null);
  useKeptForOffline(person);
  useEffect(() => {
    void copiedAt().then((at) => {
      if (at === null) return;
      setCopy({ at, isAsked: false });
      revalidate();
    });
  }, [revalidate]);
  useEffect(() => {
    setCopy((known) => {
      if (known === null) return null;
      if (state === "loading") return { ...known, isAsked: true };
      return known.isAsked ? null : known;
    });
  }, [state]);
  if (copy === null) return null;
  return (
    <p className="notice warn frame no-print" role="status">
      {t("common:copy", { when: format.moment(new Date(copy.at).toISOString(), zone ?? "UTC") })}
    </p>
  );
}
