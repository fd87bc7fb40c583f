import { useWords } from "~/i18n";
import { Html } from "~/ui/text/Html";
import { Moment } from "~/ui/text/Moment";

/** The earlier wordings of a comment, folded away. */
export function Wordings({
  wordings,
  language,
}: {
  wordings: readonly {
    readonly version: number;
    readonly at: Date | string;
    readonly html: string;
    readonly proposalHtml: string;
  }[];
  language: string;
}) {
  const { t } = useWords();
  if (wordings.length === 0) return null;
  return (
    <details className="more">
      <summary>{t("comments:history", { count: wordings.length })}</summary>
      {wordings.map(({ version, at, html, proposalHtml }) => (
        <div key={version} className="note">
          <p className="quiet small">
            <Moment at={at} />
          </p>
          <Html html={html} language={language} />
          {proposalHtml && (
            <div className="comment-proposal">
              <p className="quiet small">{t("comments:proposal")}</p>
              <Html html={proposalHtml} language={language} />
            </div>
          )}
        </div>
      ))}
    </details>
  );
}
