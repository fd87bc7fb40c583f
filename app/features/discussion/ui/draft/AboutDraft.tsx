import type { DraftData } from "~/features/discussion/ui/draft/data";
import { CiteLinks } from "~/features/drafts/ui/CiteLinks";
import { useWords } from "~/i18n";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

/** Beside the text: its comments in numbers, its files, hash and translations. */
export function AboutDraft({ data, base, here }: { data: DraftData; base: string; here: string }) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  const { draft, counts } = data;
  return (
    <section className="note no-print" aria-labelledby="about">
      <h2 id="about">{t("discussion:drafts.about")}</h2>
      <ul className="clean">
        <li>
          <PageLink to={`${here}/comments`}>
            {t("discussion:comments.count", { count: counts.total })}
          </PageLink>
          {counts.openObjections > 0 && (
            <> · {t("discussion:comments.openObjections", { count: counts.openObjections })}</>
          )}
          {(counts.byState.open ?? 0) > 0 && (
            <> · {t("discussion:comments.openCount", { count: counts.byState.open ?? 0 })}</>
          )}
        </li>
        <li>
          <a href={`${here}/files/draft.md`} download>
            {t("drafts:markdown")}
          </a>{" "}
          ·{" "}
          <a href={`${here}/text/draft.docx`} download>
            {t("drafts:files.docx")}
          </a>{" "}
          ·{" "}
          <a href={`${here}/text/draft.html`} download>
            {t("drafts:files.html")}
          </a>
        </li>
        <li>
          <CiteLinks at={`${here}/text`} />
        </li>
        <li>
          <a href={`${here}/files/comments.csv`} download>
            {t("discussion:comments.csv")}
          </a>
        </li>
        <li>
          <PageLink to={`${base}/threads?about=draft:${draft.label}`}>{t("common:threads.here")}</PageLink>
        </li>
        {draft.textHash && (
          <li>
            {t("discussion:drafts.hash")} <Hash value={draft.textHash} />
            <br />
            <EntryLink of="version" name={draft.label} />
          </li>
        )}
        {data.progress.map((one) => (
          <li key={one.language}>
            <Labelled label={<bdi lang={one.language}>{nameOf(one.language)}</bdi>}>
              {t("translation:progress", { reviewed: one.reviewed, units: one.units })}
            </Labelled>{" "}
            <PageLink to={`${here}/translate/${one.language}`} className="small">
              {t("discussion:drafts.translation.open")}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
