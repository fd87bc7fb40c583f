import type { Decision } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Moment } from "~/ui/text/Moment";

export type PastDisposition = {
  readonly id: string;
  readonly decision: Decision;
  readonly reason: string;
  readonly at: Date | string;
  /** The wording that it was about. */
  readonly version: number;
  readonly answers: readonly { readonly answer: "satisfied" | "not-satisfied"; readonly at: string }[];
};

/** What was decided on a comment before, on which wording, and what its author said to that. */
export function PastDispositions({
  past,
  version,
  isOpen,
}: {
  past: readonly PastDisposition[];
  /** Of the wording that stands now. */
  version: number;
  isOpen: boolean;
}) {
  const { t } = useWords();
  if (past.length === 0) return null;
  const isReopened = isOpen && past.some((one) => one.version < version);
  return (
    <section className="section" aria-labelledby="past">
      <h2 id="past">{t("evidence:past.title")}</h2>
      {isReopened && <p className="frag">{t("evidence:past.reopened")}</p>}
      <ol className="clean measure">
        {past.map(({ id, decision, reason, at, version: of, answers }) => (
          <li key={id}>
            <p>
              <strong>{t(`notices:decision.${decision}`)}</strong>{" "}
              <span className="small quiet">{t("evidence:past.wording", { number: of })}</span>
            </p>
            <p dir="auto">{reason}</p>
            <p className="small quiet">
              <Moment at={at} /> · <EntryLink of="dispositions" name={id} />
            </p>
            <ul className="clean tight small">
              {answers.map((one) => (
                <li key={one.at}>
                  {t(`comments:state.${one.answer}`)} <Moment at={one.at} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
