import { useRevalidator } from "@remix-run/react";
import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "~/i18n";
import type { Refusal } from "~/kernel/refusals";
import { PageLink } from "~/ui/text/PageLink";
import { Refused, Submit, useAnswer } from "./forms";
import { PostForm } from "./PostForm";

/** What an act is done by: a hash of what its page says, and why it cannot be done now. */
export type ActSeen = { readonly seen: string; readonly blocked: Refusal["code"] | null };

/** One thing that will be so; with a warning where somebody should look twice. */
export type ActPoint = {
  readonly label: string;
  readonly said: ReactNode;
  readonly warns?: boolean;
  /** Where it can still be changed. */
  readonly change?: string;
};

export type ActPageProps = {
  readonly act: ActSeen;
  readonly title: ReactNode;
  readonly lead: ReactNode;
  readonly points: readonly ActPoint[];
  /** What cannot be undone, a sentence each. */
  readonly forGood: readonly string[];
  readonly intent: string;
  readonly button: string;
  /** Where who does not want it yet goes. */
  readonly back: string;
  /** What has to be filled in for it. */
  readonly children?: ReactNode;
  /** What else is to be known before. */
  readonly said?: ReactNode;
  /** Instead of its own button. */
  readonly buttons?: ReactNode;
};

/**
 * An act that many notice and nobody takes back: what will be, for whom and until when, what stays so for good, and one
 * button. It is done as it was read: where that has changed, the act is refused and the page says what it is now.
 */
export function ActPage({ act, title, lead, points, forGood, intent, button, back, ...more }: ActPageProps) {
  const { t } = useWords();
  const isRefused = useRefreshedWhenRefused(intent);
  const [first] = useState(act.seen);
  return (
    <>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <Refused intent={intent} />
      {act.blocked && !isRefused && <p className="notice bad measure">{t(`errors:code.${act.blocked}`)}</p>}
      {act.seen !== first && !isRefused && (
        <p className="notice warn measure" role="status">
          {t("common:act.changed")}
        </p>
      )}
      {!act.blocked && more.said}
      <PostForm className="act">
        <input type="hidden" name="seen" value={act.seen} />
        <div className="act-said">
          <ActPoints points={points} />
          <section className="note act-final" aria-labelledby="for-good">
            <h2 id="for-good">{t("common:act.forGood")}</h2>
            <ul>
              {forGood.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </section>
        </div>
        {more.children}
        <div className="dock no-print">
          <PageLink to={back} className="btn q">
            {t("common:act.notYet")}
          </PageLink>
          {!act.blocked &&
            (more.buttons ?? (
              <Submit intent={intent} kind="main">
                {button}
              </Submit>
            ))}
        </div>
      </PostForm>
    </>
  );
}

/** What will be so, or is so for good, a point each. */
export function ActPoints({ points }: Pick<ActPageProps, "points">) {
  const { t } = useWords();
  return (
    <ul className="card act-points">
      {points.map((point) => (
        <li key={point.label} data-warns={point.warns || undefined}>
          <span className="act-mark" aria-hidden="true">
            {point.warns ? "!" : "✓"}
          </span>
          <div>
            <p className="act-label">{point.label}</p>
            <div className="act-text">{point.said}</div>
          </div>
          {point.change && (
            <PageLink to={point.change}>
              {t("common:act.change")} <span className="skip">{point.label}</span>
            </PageLink>
          )}
        </li>
      ))}
    </ul>
  );
}

/** How many people an act tells. */
export function Told({ count }: { readonly count: number }) {
  const { t } = useWords();
  return <p>{count > 0 ? t("common:act.toldCount", { count }) : t("common:act.toldNobody")}</p>;
}

/** A refusal alone does not load the page anew; who was refused reads how it is now. */
function useRefreshedWhenRefused(intent: string): boolean {
  const answer = useAnswer(intent);
  const { revalidate } = useRevalidator();
  const isRefused = answer !== undefined && !answer.ok;
  useEffect(() => {
    if (answer && !answer.ok) revalidate();
  }, [answer, revalidate]);
  return isRefused;
}
