import { reactions } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import type { CommentShown } from "./CommentCard";
import { quotePost } from "./form/quoting";
import { useReactions } from "./form/useReactions";

/** A comment with what its author needs to word it anew. */
type Owned = Pick<
  CommentShown,
  "id" | "kind" | "number" | "hidden" | "disposition" | "reactions" | "reacted"
> & {
  readonly mine: boolean;
  readonly version: number;
  readonly body: string;
  readonly proposal: string;
};

/** What anyone may do with a comment, and its author. */
export function OwnTools({ comment, maySpeak }: { comment: Owned; maySpeak: boolean }) {
  const { t } = useWords();
  const { fetcher, reacted } = useReactions(comment);
  if (!maySpeak || comment.hidden !== null) return null;
  return (
    <div className="comment-tools no-print">
      <PostForm preventScrollReset beside={fetcher}>
        <input type="hidden" name="intent" value="react" />
        <input type="hidden" name="comment" value={comment.id} />
        {reactions.map((kind) => (
          <button
            key={kind}
            type="submit"
            name="kind"
            value={kind}
            className="linklike small"
            aria-pressed={reacted.includes(kind)}
          >
            {t(`comments:reaction.${kind}`)}
          </button>
        ))}
      </PostForm>
      <button type="button" className="linklike small" onClick={() => quotePost(comment.id)}>
        {t("comments:quotePost")}
      </button>
      {comment.mine ? (
        <details className="more">
          <summary className="small">{t("comments:editIt")}</summary>
          <PostForm>
            <input type="hidden" name="comment" value={comment.id} />
            <input type="hidden" name="version" value={comment.version} />
            <Field label={t("comments:form.body")} of={["edit", "body"]}>
              <LongText name="body" defaultValue={comment.body} required dir="auto" />
            </Field>
            {comment.kind === "comment" && comment.number !== null && (
              <Field label={t("comments:proposal")} of={["edit", "proposal"]}>
                <LongText name="proposal" defaultValue={comment.proposal} dir="auto" />
              </Field>
            )}
            {comment.disposition && <p className="frag small">{t("comments:editReopens")}</p>}
            <Submit intent="edit" kind="q mini">
              {t("common:save")}
            </Submit>
          </PostForm>
        </details>
      ) : (
        <details className="more">
          <summary className="small">{t("comments:flag")}</summary>
          <PostForm>
            <input type="hidden" name="comment" value={comment.id} />
            <Field label={t("comments:flagReason")} of={["flag", "reason"]}>
              <input name="reason" required maxLength={600} />
            </Field>
            <Submit intent="flag" kind="q mini">
              {t("comments:flag")}
            </Submit>
          </PostForm>
        </details>
      )}
    </div>
  );
}
