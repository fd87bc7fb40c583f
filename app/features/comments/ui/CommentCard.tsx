import type { ReactNode } from "react";
import type {
  CommentKind,
  CommentState,
  CommentType,
  Decision,
  SpokenAt,
  Stance,
} from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Html, UserText } from "~/ui/text/Html";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { useReactions } from "./form/useReactions";

export type CommentShown = {
  readonly id: string;
  readonly kind: CommentKind;
  readonly number: number | null;
  readonly label: string;
  /** Where it was said, when it was carried over from a townhall. */
  readonly saidAt: SpokenAt | null;
  /** The clause it was made on. */
  readonly madeAt: string | null;
  /** Null, as its stance and whose it is, where it is hidden. */
  readonly type: CommentType | null;
  readonly stance: Stance | null;
  readonly speaksAs: string | null;
  readonly language: string;
  readonly author: { readonly name: string | null; readonly role: "organizer" | "participant" | "erased" };
  readonly createdAt: Date | string;
  readonly editedAt: Date | string | null;
  readonly hidden: string | null;
  readonly html: string;
  readonly quote: string;
  readonly quoteLanguage: string;
  readonly proposalHtml: string;
  readonly proposalLanguage: string;
  /** How a suggestion stands to the version that is read; null for what is none. */
  readonly suggestion: "fits" | "done" | "conflicts" | null;
  readonly state: CommentState;
  readonly disposition: { readonly id: string; readonly decision: Decision; readonly reason: string } | null;
  readonly place: {
    readonly match: "exact" | "approximate" | "gone";
    readonly confidence: number;
    readonly confirmed: boolean;
  } | null;
  readonly replies: number;
  readonly reactions: readonly { readonly kind: string; readonly count: number }[];
  readonly reacted: readonly string[];
};

/** A comment with who said it, where it stands and what became of it. */
export function CommentCard({
  base,
  comment,
  groups,
  isAlone = false,
  children,
}: {
  base: string;
  comment: CommentShown;
  /** Names of the stakeholder groups by key. */
  groups: Readonly<Record<string, string>>;
  /** On its own page it links to nothing of itself. */
  isAlone?: boolean;
  children?: ReactNode;
}) {
  const { t } = useWords();
  const { reactions } = useReactions(comment);
  const { number, label } = comment;
  const isComment = comment.kind === "comment" && number !== null;
  const title = isComment ? t("drafts:comment.title", { number, label }) : null;
  return (
    <article className={`comment comment-${comment.state}`} id={`k-${comment.id}`}>
      <p className="comment-who">
        {title &&
          (isAlone ? (
            <strong>{title}</strong>
          ) : (
            <PageLink to={`${base}/comments/${comment.id}`}>{title}</PageLink>
          ))}
        {title && " · "}
        <Author author={comment.author} />
        {comment.speaksAs && <> · {ownValue(groups, comment.speaksAs) ?? comment.speaksAs}</>}
        {isComment && comment.type && comment.stance && (
          <>
            {" "}
            · {t(`comments:type.${comment.type}`)} · {t(`comments:stance.${comment.stance}`)}
          </>
        )}{" "}
        · <Day at={comment.createdAt} />
        {comment.editedAt && <> · {t("comments:edited")}</>}
      </p>
      {comment.place && (
        <p className={comment.place.match === "exact" || comment.place.confirmed ? "quiet small" : "frag"}>
          <PlaceNote place={comment.place} label={label} />{" "}
          <PageLink
            to={`${base}/drafts/${label}${comment.madeAt ? `#c-${comment.madeAt}` : ""}`}
            className="small"
          >
            {t("comments:place.open", { label })}
          </PageLink>
        </p>
      )}
      {comment.hidden === null ? (
        <>
          {comment.quote && (
            <blockquote className="comment-quote">
              <UserText language={comment.quoteLanguage}>{comment.quote}</UserText>
            </blockquote>
          )}
          {comment.html === "" && comment.proposalHtml === "" ? (
            <p className="quiet">{t("comments:emptied")}</p>
          ) : (
            <Html html={comment.html} language={comment.language} />
          )}
          {comment.proposalHtml && (
            <div className="comment-proposal">
              <p className="quiet small">
                {comment.suggestion ? t("comments:suggestion.change") : t("comments:proposal")}
              </p>
              {(comment.suggestion === "done" || comment.suggestion === "conflicts") && (
                <p className="frag">{t(`comments:suggestion.${comment.suggestion}`)}</p>
              )}
              <Html html={comment.proposalHtml} language={comment.proposalLanguage} />
            </div>
          )}
        </>
      ) : (
        <p className="quiet">{t("comments:hidden", { reason: comment.hidden })}</p>
      )}
      {comment.saidAt && <WhereSaid base={base} saidAt={comment.saidAt} />}
      {isComment && comment.hidden === null && (
        <p className="comment-foot">
          <span className={`disp disp-${comment.disposition?.decision ?? "open"}`}>
            {comment.disposition
              ? t(`notices:decision.${comment.disposition.decision}`)
              : t("comments:state.open")}
          </span>
          {comment.disposition && comment.disposition.decision !== "withdrawn" && (
            <span className="quiet small"> {t(`comments:state.${comment.state}`)}</span>
          )}
          {!isAlone && comment.replies > 0 && (
            <PageLink to={`${base}/comments/${comment.id}`} className="small">
              {t("comments:replies", { count: comment.replies })}
            </PageLink>
          )}
        </p>
      )}
      {comment.disposition?.reason && (
        <p className="comment-reason" dir="auto">
          {comment.disposition.reason}
        </p>
      )}
      {isAlone && comment.disposition && (
        <p>
          <EntryLink of="dispositions" name={comment.disposition.id} />
        </p>
      )}
      {reactions.length > 0 && (
        <p className="quiet small">
          {reactions
            .map(({ kind, count }) => `${t(`comments:reaction.${kind as "agree"}`)} ${count}`)
            .join(" · ")}
        </p>
      )}
      {isAlone && (
        <p>
          <EntryLink of="comments" name={comment.id} />
        </p>
      )}
      {children}
    </article>
  );
}

function Author({ author }: { author: CommentShown["author"] }) {
  const { t } = useWords();
  if (author.name) return <bdi>{author.name}</bdi>;
  return <>{t(`meetings:author.${author.role}`)}</>;
}

/** A comment that was first spoken: where, and by whom if that is known. */
function WhereSaid({ base, saidAt }: { base: string; saidAt: SpokenAt }) {
  const { t } = useWords();
  const { townhall: number, question, passage, transcript = 1, speaker = "" } = saidAt;
  const words = question
    ? t("comments:asked", { number })
    : speaker
      ? t("comments:saidAtBy", { number, speaker })
      : t("comments:saidAt", { number });
  const path = passage
    ? `${base}/townhalls/${number}/transcript?version=${transcript}&from=${passage}#t-${passage}`
    : `${base}/threads/${question}`;
  return (
    <p className="quiet small">
      <PageLink to={path}>{words}</PageLink>
    </p>
  );
}

/** How a comment came into this version: a reader must see how sure that is. */
function PlaceNote({ place, label }: { place: NonNullable<CommentShown["place"]>; label: string }) {
  const { t, format } = useWords();
  if (place.match === "gone") return <>{t("comments:place.gone", { label })}</>;
  if (place.match === "exact") return <>{t("comments:place.exact", { label })}</>;
  const values = { label, percent: format.percent(place.confidence / 1000) };
  return (
    <>{place.confirmed ? t("comments:place.confirmed", values) : t("comments:place.approximate", values)}</>
  );
}
