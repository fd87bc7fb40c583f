import type { ReactNode } from "react";

/** A wide table or chart that scrolls by itself, so that the page never does. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever uses a keyboard must be able to scroll it
    <section className="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
