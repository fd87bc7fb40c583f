import { useFetcher } from "@remix-run/react";
import type { DraftData } from "~/features/discussion/ui/draft/data";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { ownValue } from "~/kernel/keyed";
import type { Answer } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { refusedKey } from "~/ui/forms/problem";
import { Html, UserText } from "~/ui/text/Html";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { goToPassage } from "./light";

export type Beside = DraftData["beside"][number];

/** A comment beside the text that it is about: who, how it begins, what became of it, and for a suggestion who is for it. */
export function CardBeside({
  one,
  base,
  groups,
  maySpeak,
}: {
  one: Beside;
  base: string;
  /** Names of the stakeholder groups by key. */
  groups: Readonly<Record<string, string>>;
  maySpeak: boolean;
}) {
  const { t } = useWords();
  const { author } = one;
  const page = `${base}/comments/${one.id}`;
  const name = author.name ? <bdi>{author.name}</bdi> : t(`meetings:author.${author.role}`);
  return (
    <article
      data-card={one.id}
      className={`comment comment-${one.state} ${one.isSuggestion ? "comment-suggests" : ""}`}
    >
      <header>
        <p className="comment-who sentence">
          <strong>{name}</strong>
          {one.speaksAs && <> · {ownValue(groups, one.speaksAs) ?? one.speaksAs}</>}
          <span className="block">
            {one.isSuggestion
              ? t("comments:suggestion.change")
              : one.stance && t(`comments:stance.${one.stance}`)}
            {" · "}
            <Day at={one.createdAt} />
          </span>
        </p>
        <span className={`disp disp-${one.decision ?? "open"}`}>
          {one.decision ? t(`notices:decision.${one.decision}`) : t("comments:state.open")}
        </span>
      </header>
      {one.quote && (
        <blockquote className="comment-quote">
          {one.clause ? (
            <a
              href={`#c-${one.clause}`}
              onClick={(event) => {
                if (goToPassage(one.id)) event.preventDefault();
              }}
            >
              <UserText language={one.quoteLanguage}>{one.quote}</UserText>
            </a>
          ) : (
            <UserText language={one.quoteLanguage}>{one.quote}</UserText>
          )}
        </blockquote>
      )}
      {one.words && (
        <p>
          <UserText language={one.language}>{one.words}</UserText>
        </p>
      )}
      {one.change && <Html html={one.change} language={one.changeLanguage} className="comment-change" />}
      {one.weights && <Weigh one={one} page={page} maySpeak={maySpeak} />}
      <p className="comment-foot">
        <PageLink to={page} className="small">
          {one.replies > 0
            ? t("comments:replies", { count: one.replies })
            : t("drafts:comment.title", { number: one.number, label: one.label })}
        </PageLink>
      </p>
    </article>
  );
}

/**
 * Support with one press, beside the page. Who objects says why, and who has taken a position already may have: that is on the page of
 * the suggestion.
 */
function Weigh({ one, page, maySpeak }: { one: Beside; page: string; maySpeak: boolean }) {
  const { t, language, format } = useWords();
  const fetcher = useFetcher<Answer>({ key: `weigh ${one.id}` });
  const { support = 0, oppose = 0, own = null } = one.weights ?? {};
  const isSending = fetcher.state !== "idle";
  const count = support + (isSending && own === null ? 1 : 0);
  if (!maySpeak || one.mine || one.decision)
    return (
      <p className="quiet small">
        {format.parts([
          t("suggestions:positions.count.support", { count }),
          t("suggestions:positions.count.oppose", { count: oppose }),
        ])}
      </p>
    );
  const positions = `${page}#positions`;
  const supporting = (
    <>
      {own === "support" && <span aria-hidden="true">✓</span>}
      <span>{t("suggestions:positions.support")}</span>
      <b>{format.number(count)}</b>
    </>
  );
  const refused = fetcher.data && !fetcher.data.ok && !fetcher.data.trouble ? fetcher.data.error : null;
  return (
    <>
      <PostForm
        className="weigh no-print"
        action={inLanguage(language, page)}
        beside={fetcher}
        preventScrollReset
      >
        <input type="hidden" name="intent" value="weigh" />
        <input type="hidden" name="language" value={language} />
        {own === null ? (
          <button
            type="submit"
            name="stance"
            value="support"
            className={isSending ? "btn mini" : "btn q mini"}
            aria-pressed={isSending}
          >
            {supporting}
          </button>
        ) : (
          <PageLink to={positions} className={own === "support" ? "btn mini" : "btn q mini"}>
            {supporting}
          </PageLink>
        )}
        <PageLink to={positions} className={own === "oppose" ? "btn mini" : "btn q mini"}>
          {own === "oppose" && <span aria-hidden="true">✓</span>}
          <span>{t("suggestions:positions.object")}</span>
          <b>{format.number(oppose)}</b>
        </PageLink>
      </PostForm>
      {refused && (
        <p className="notice bad" role="alert">
          {t(refusedKey(refused.code))}
        </p>
      )}
    </>
  );
}
