import { useEffect, useState } from "react";

/** The time zone of the browser, sent along; empty without a script. */
export function ZoneField() {
  const [zone, setZone] = useState("");
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone ?? ""), []);
  return <input type="hidden" name="zone" value={zone} />;
}
