import type { ReactNode } from "react";
import { Act, type Target, TargetFields } from "~/features/discussion/ui/moderation/Act";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Labelled } from "~/ui/text/Labelled";
import { Moment } from "~/ui/text/Moment";

/** What somebody asks moderators to look at: it is hidden with a reason, or left as it is. */
export function Flagged({
  one,
  of,
  hide,
  dismiss,
  children,
}: {
  one: { readonly reason: string; readonly at: Date | string };
  of: Target;
  hide: "hide" | "hideEndorsement";
  dismiss: "dismiss" | "dismissEndorsement";
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <article className="comment">
      {children}
      <p className="quiet small">
        <Labelled label={t("comments:flagReason")}>
          <bdi>{one.reason}</bdi>
        </Labelled>{" "}
        · <Moment at={one.at} />
      </p>
      <Act intent={hide} of={of} label={t("comments:moderation.hide")} kind="danger mini" />
      <PostForm>
        <TargetFields of={of} />
        <Submit intent={dismiss} kind="q mini">
          {t("moderation:dismiss")}
        </Submit>
      </PostForm>
    </article>
  );
}
