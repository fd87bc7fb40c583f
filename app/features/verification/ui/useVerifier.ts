import { useCallback, useEffect, useRef, useState } from "react";
import type { Brought } from "~/features/verification/domain/signatures";
import type { StepResult } from "~/features/verification/domain/steps";
import type { Verification } from "~/features/verification/domain/verifyBundle";
import type { BundleToCheck, Said } from "./verifyWorker";

export type Checking =
  | { readonly phase: "idle" }
  /** `done`: the steps that are over. */
  | { readonly phase: "fetching" | "checking"; readonly done: readonly StepResult[] }
  | { readonly phase: "told"; readonly verification: Verification }
  | { readonly phase: "failed"; readonly why: "fetch" | "worker" };

/**
 * Checks bundles in a thread of the browser's own. The thread is there as soon as the page is, so that nothing is asked of any
 * server afterwards but the bundle itself, where it has an address.
 */
export function useVerifier() {
  const [state, setState] = useState<Checking>({ phase: "idle" });
  const worker = useRef<Worker | null>(null);
  useEffect(() => {
    try {
      const started = new Worker(new URL("./verifyWorker.ts", import.meta.url), { type: "module" });
      started.onmessage = ({ data }: MessageEvent<Said>) => setState((before) => after(before, data));
      started.onerror = () => setState({ phase: "failed", why: "worker" });
      worker.current = started;
      return () => started.terminate();
    } catch {
      worker.current = null;
    }
  }, []);
  const check = useCallback(async (read: () => Promise<ArrayBuffer>, brought: Brought) => {
    setState({ phase: "fetching", done: [] });
    let data: Uint8Array;
    try {
      data = new Uint8Array(await read());
    } catch {
      setState({ phase: "failed", why: "fetch" });
      return;
    }
    if (!worker.current) {
      setState({ phase: "failed", why: "worker" });
      return;
    }
    setState({ phase: "checking", done: [] });
    worker.current.postMessage({ data, brought } satisfies BundleToCheck);
  }, []);
  return { state, check };
}

function after(before: Checking, said: Said): Checking {
  if ("verification" in said) return { phase: "told", verification: said.verification };
  if ("crashed" in said) return { phase: "failed", why: "worker" };
  const done = before.phase === "checking" ? before.done : [];
  return { phase: "checking", done: [...done, said.step] };
}
