import { CommentCard } from "~/features/comments/ui/CommentCard";
import { Moderate } from "~/features/comments/ui/Moderate";
import { OwnTools } from "~/features/comments/ui/OwnTools";
import type { ThreadPage } from "~/features/discussion/services/threadPage.server";
import { useWords } from "~/i18n";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

/** A numbered post of a topic, which can be marked as its answer. */
export function TopicPost({
  data,
  reply,
  base,
  here,
  isAnswer,
}: {
  data: ThreadPage;
  reply: ThreadPage["replies"][number];
  base: string;
  here: string;
  isAnswer: boolean;
}) {
  const { t } = useWords();
  const mayMark = data.maySpeak && (data.isOrganizer || data.comment.mine);
  return (
    <div className={isAnswer ? "post is-answer" : "post"}>
      <p className="post-number">
        <PageLink to={`${here}?post=${reply.post ?? 1}#k-${reply.id}`}>#{reply.post}</PageLink>
        {isAnswer && <strong> {t("discussion:threads.theAnswer")}</strong>}
      </p>
      <CommentCard base={base} comment={reply} groups={data.groups} isAlone>
        <OwnTools comment={reply} maySpeak={data.maySpeak} />
        {mayMark && reply.hidden === null && (
          <PostForm className="no-print">
            <input type="hidden" name="post" value={isAnswer ? "" : (reply.post ?? "")} />
            <button type="submit" name="intent" value="mark" className="linklike small">
              {isAnswer ? t("discussion:threads.unmark") : t("discussion:threads.mark")}
            </button>
          </PostForm>
        )}
        {data.mayModerate && <Moderate comment={reply} />}
      </CommentCard>
    </div>
  );
}
