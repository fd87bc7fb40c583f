import { Outlet, useOutletContext } from "@remix-run/react";
import type { ReactNode } from "react";

type Frame = {
  /** Puts what a nested route shows into the page; null when it has nothing to show. */
  readonly frame: (shown: ReactNode | null) => ReactNode;
  /** Names of components, by key. */
  readonly names?: Readonly<Record<string, string>>;
};

/** Where a page leaves room for what a later feature has to show in it, by a nested route of app/routes.ts. */
export function Nested(frame: Frame) {
  return <Outlet context={frame} />;
}

/** The frame that the page around a nested route gives it. */
export function useFrame(): Frame {
  return useOutletContext<Frame>();
}
