import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Closed } from "~/features/comments/ui/CommentFields";
import type { Selected } from "~/features/comments/ui/SelectToComment";
import type { loader } from "~/features/discussion/pages/clause";
import type { DraftData } from "~/features/discussion/ui/draft/data";
import { SuggestForm } from "~/features/suggestions/ui/SuggestForm";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { PageLink } from "~/ui/text/PageLink";

/** The form to suggest other words where they stand: the text of the clause comes when it is asked for. */
export function SuggestHere({
  data,
  here,
  closed,
  selected: { clause, language: shownIn, ...passage },
}: {
  data: DraftData;
  here: string;
  closed: Closed | null;
  selected: Selected;
}) {
  const { t, language } = useWords();
  const { load, data: loaded, state } = useFetcher<typeof loader>();
  const page = `${here}/clauses/${clause}`;
  // Without a connection it is asked for once there is one: what the router cannot fetch, it would load the whole page anew for.
  useEffect(() => {
    const ask = () => {
      if (navigator.onLine) load(inLanguage(language, page));
    };
    ask();
    addEventListener("online", ask);
    return () => removeEventListener("online", ask);
  }, [load, language, page]);
  if (loaded && "text" in loaded)
    return (
      <SuggestForm
        action={here}
        of={{ clause, text: loaded.text, sourceLanguage: data.sourceLanguage }}
        passage={passage}
        groups={data.groups}
        place={`${data.draft.label}-${clause}-${passage.start}`}
        shownIn={shownIn}
        closed={closed}
      />
    );
  return (
    <p role="status">
      {state === "loading" && t("suggestions:form.loading")}
      {state !== "loading" && !navigator.onLine && t("common:kept.waiting.offline")}
      {state !== "loading" && navigator.onLine && (
        <PageLink to={`${page}#suggest`}>{t("suggestions:form.onPage")}</PageLink>
      )}
    </p>
  );
}
