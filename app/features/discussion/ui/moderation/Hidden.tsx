import type { ReactNode } from "react";
import { Act, type Target } from "~/features/discussion/ui/moderation/Act";
import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";

/** What is hidden, why, and the form that puts it back. */
export function Hidden({
  one,
  of,
  restore,
  children,
}: {
  one: { readonly reason: string; readonly at: Date | string | null };
  of: Target;
  restore: "restore" | "restoreEndorsement";
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <article className="comment">
      {children}
      <p className="quiet small">
        <bdi>{one.reason}</bdi>
        {one.at && (
          <>
            {" "}
            · <Moment at={one.at} />
          </>
        )}
      </p>
      <Act intent={restore} of={of} label={t("comments:moderation.restore")} kind="q mini" />
    </article>
  );
}
