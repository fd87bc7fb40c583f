import type { SuggestionPage } from "~/features/suggestions/services/suggestionPage.server";
import { AuthorTools } from "~/features/suggestions/ui/AuthorTools";
import { DecideForm } from "~/features/suggestions/ui/DecideForm";
import { Positions } from "~/features/suggestions/ui/Positions";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { SavedForGood } from "~/ui/forms/undo/SavedForGood";
import { Undo } from "~/ui/forms/undo/Undo";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly data: {
    readonly comment: { readonly id: string; readonly proposal: string };
    readonly maySpeak: boolean;
    readonly isOrganizer: boolean;
    readonly sourceLanguage: ContentLanguage;
    readonly rivals: readonly { readonly id: string; readonly number: number; readonly label: string }[];
  };
  readonly suggestion: SuggestionPage;
};

/** What stands beside a suggestion: positions on it, its rivals, and what its author and the editors can do. */
export function SuggestionTools({ base, data, suggestion }: Props) {
  const { t } = useWords();
  const { id } = data.comment;
  const { decide, working } = suggestion;
  const none = { state: "gone", html: "", text: "", revision: 0 } as const;
  return (
    <>
      <SavedForGood intent="decide">{t("suggestions:decide.done")}</SavedForGood>
      <Saved intent="undo">{t("suggestions:undo.done")}</Saved>
      <Undo acts={{ decide: t("suggestions:undo.written") }} />
      <Saved intent="withdraw">{t("suggestions:own.withdrawn")}</Saved>
      <Saved intent="restate">{t("suggestions:own.restated")}</Saved>
      <Positions data={suggestion} maySpeak={data.maySpeak} />
      {(data.rivals.length > 0 || suggestion.bundle.length > 0) && (
        <section className="note" aria-labelledby="rivals">
          <h2 id="rivals">{t("suggestions:rivals.title")}</h2>
          <ul className="clean tight">
            {data.rivals.map((one) => (
              <li key={one.id}>
                <PageLink to={`${base}/comments/${one.id}`}>
                  {t("drafts:comment.title", { number: one.number, label: one.label })}
                </PageLink>
              </li>
            ))}
          </ul>
          {suggestion.bundle.length > 0 && (
            <p className="small quiet">
              {t("suggestions:rivals.bundled", { count: suggestion.bundle.length })}
            </p>
          )}
          {data.isOrganizer && (
            <Bundle id={id} rivals={data.rivals} isBundled={suggestion.bundle.length > 0} />
          )}
        </section>
      )}
      {suggestion.mine && suggestion.isOpen && data.maySpeak && (
        <AuthorTools
          conflict={suggestion.conflict}
          proposal={data.comment.proposal}
          language={data.sourceLanguage}
        />
      )}
      {data.isOrganizer && suggestion.isOpen && (
        <section className="note no-print" aria-labelledby="decide">
          <h2 id="decide">{t("suggestions:decide.title")}</h2>
          <DecideForm
            suggestion={{ id, ...(decide ?? none) }}
            language={data.sourceLanguage}
            working={working}
          />
        </section>
      )}
      {suggestion.canUndo && (
        <PostForm className="note no-print">
          <Refused intent="undo" />
          <input type="hidden" name="suggestion" value={id} />
          <p className="small">{t("suggestions:undo.lead")}</p>
          <Submit intent="undo" kind="q mini">
            {t("suggestions:undo.do")}
          </Submit>
        </PostForm>
      )}
    </>
  );
}

function Bundle({
  id,
  rivals,
  isBundled,
}: {
  id: string;
  rivals: Props["data"]["rivals"];
  isBundled: boolean;
}) {
  const { t } = useWords();
  return (
    <PostForm className="no-print" preventScrollReset>
      <Refused intent="bundle" />
      <input type="hidden" name="suggestion" value={id} />
      <Field label={t("suggestions:rivals.bundle")} of={["bundle", "lead"]}>
        <select name="lead" defaultValue="">
          {(isBundled || rivals.length === 0) && <option value="">{t("suggestions:rivals.alone")}</option>}
          {rivals.map((one) => (
            <option key={one.id} value={one.id}>
              {t("drafts:comment.title", { number: one.number, label: one.label })}
            </option>
          ))}
        </select>
      </Field>
      <Submit intent="bundle" kind="q mini">
        {t("suggestions:rivals.do")}
      </Submit>
    </PostForm>
  );
}
