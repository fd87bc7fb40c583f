import { useWords } from "~/i18n";
import { PostForm } from "~/ui/forms/PostForm";

export function AddClause({ after }: { after: string }) {
  const { t } = useWords();
  return (
    <PostForm className="actions add-clause no-print" preventScrollReset>
      <input type="hidden" name="intent" value="add" />
      <input type="hidden" name="after" value={after} />
      <button type="submit" name="as" value="definition" className="linklike small">
        + {t("discussion:drafts.manage.addClause")}
      </button>
      <button type="submit" name="as" value="section" className="linklike small">
        + {t("discussion:drafts.manage.addSection")}
      </button>
    </PostForm>
  );
}
