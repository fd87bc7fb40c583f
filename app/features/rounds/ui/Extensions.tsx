import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Moment } from "~/ui/text/Moment";

export type Extension = {
  /** Null: it was to be closed by hand. */
  readonly former: Date | string | null;
  readonly closesAt: Date | string;
  readonly reason: string;
  readonly language: ContentLanguage;
};

/** How the deadline of a round was put off or given: from when to when, and why, in the organizers' words. */
export function Extensions({
  round,
  extensions,
}: {
  /** Its id. */
  readonly round: string;
  readonly extensions: readonly Extension[];
}) {
  const { t } = useWords();
  if (extensions.length === 0) return null;
  return (
    <section className="notice warn section measure" aria-labelledby="extended">
      <h2 id="extended">
        {t(
          extensions.every(({ former }) => former === null)
            ? "rounds:extended.given"
            : "rounds:extended.title",
        )}
      </h2>
      <ul className="clean">
        {extensions.map(({ former, closesAt, reason, language }) => (
          <li key={String(closesAt)}>
            <p>
              {t("rounds:extended.now")} <Moment at={closesAt} />
              <br />
              {former ? (
                <>
                  {t("rounds:extended.former")}{" "}
                  <s>
                    <Moment at={former} />
                  </s>
                </>
              ) : (
                t("rounds:extended.byHand")
              )}
            </p>
            <blockquote lang={language} dir="auto" className="said">
              {reason}
            </blockquote>
          </li>
        ))}
      </ul>
      <p>
        <EntryLink of="rounds" name={round} />
      </p>
    </section>
  );
}
