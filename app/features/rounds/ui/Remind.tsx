import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** Reminds those who have not voted in a round; on the page of its workgroup, or from elsewhere by its address. */
export function Remind({ round, action }: { round: string; action?: string }) {
  const { t } = useWords();
  return (
    <PostForm className="actions" {...(action === undefined ? {} : { action })}>
      <input type="hidden" name="round" value={round} />
      <Submit intent="remind" kind="q mini">
        {t("rounds:turnout.remind")}
      </Submit>
    </PostForm>
  );
}
