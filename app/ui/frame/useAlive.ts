import { useEffect, useState } from "react";

/** Whether scripts have taken over this page: what only they can do is shown from then on, so that the first rendering is the server's. */
export function useAlive(): boolean {
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return isAlive;
}
