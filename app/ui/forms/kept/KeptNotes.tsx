import { useLocation } from "@remix-run/react";
import { useContext } from "react";
import { useWords } from "~/i18n";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { KeptContext } from "./KeptContext";
import type { KeptForm } from "./useKeptForm";

/** That the fields begin with what was not sent at an earlier time. */
export function RestoredNote({ kept }: { kept: KeptForm }) {
  const { t } = useWords();
  if (!kept.isRestored) return null;
  return (
    <p className="notice small" role="status">
      {t("common:kept.restored")}{" "}
      <button type="button" className="linklike" onClick={kept.discard}>
        {t("common:kept.discard")}
      </button>
    </p>
  );
}

/** What became of a form that the server did not take, and what is safe. */
export function TroubleNote({ kept }: { kept: Pick<KeptForm, "trouble"> }) {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  if (!kept.trouble) return null;
  const back = inLanguage(language, splitLanguage(pathname).path);
  return (
    <div className="notice warn" role="alert">
      <p>
        {t(`common:kept.trouble.${kept.trouble}`)}{" "}
        {kept.trouble === "signed-out" && (
          <a
            href={inLanguage(language, `/sign-in?redirectTo=${encodeURIComponent(back)}`)}
            target="_blank"
            rel="noreferrer"
          >
            {t("common:signIn")}
          </a>
        )}
      </p>
    </div>
  );
}

/** The same, said by a part of the form that stays in view. */
export function Trouble() {
  const kept = useContext(KeptContext);
  return kept && <TroubleNote kept={kept} />;
}
