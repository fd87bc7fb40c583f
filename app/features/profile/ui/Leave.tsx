import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** What leaving means stands above its button. */
export function Leave({ process, workgroup }: { process: string; workgroup: string }) {
  const { t } = useWords();
  const of = workgroup === "" ? "process" : "workgroup";
  return (
    <details className="more">
      <summary>{t(`profile:parts.leave.${of}`)}</summary>
      <p>{t(`profile:parts.means.${of}`)}</p>
      <PostForm className="actions">
        <input type="hidden" name="process" value={process} />
        <input type="hidden" name="workgroup" value={workgroup} />
        <Submit intent="leave" kind="danger">
          {t(`profile:parts.leave.${of}`)}
        </Submit>
      </PostForm>
    </details>
  );
}
