import type { ReactNode } from "react";

/** A wide table or chart that scrolls by itself, so that the page never does. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // A group, not a section: that would be a second landmark of the name that is above it.
    // biome-ignore lint/a11y/useSemanticElements: there are no form fields to group
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever uses a keyboard must be able to scroll it
    <div className="scroll" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
