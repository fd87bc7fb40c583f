import { useNonce } from "../nonce";
import { recallDismissed } from "./dismissed";

/** What has to be known of this browser before the page is shown. */
export function Recall() {
  return (
    <script
      nonce={useNonce()}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant
      dangerouslySetInnerHTML={{ __html: recallDismissed }}
    />
  );
}
