import { type MouseEvent, useState } from "react";
import type { Closed } from "~/features/comments/ui/CommentFields";
import { CommentForm } from "~/features/comments/ui/CommentForm";
import { SelectToComment } from "~/features/comments/ui/SelectToComment";
import type { DraftData } from "~/features/discussion/ui/draft/data";
import { SuggestHere } from "~/features/discussion/ui/draft/SuggestHere";
import { CardBeside } from "~/features/discussion/ui/reading/CardBeside";
import { besideOf, CommentSheet } from "~/features/discussion/ui/reading/CommentSheet";
import { lightPassage } from "~/features/discussion/ui/reading/light";
import { shortPath } from "~/features/drafts/domain/shortLink";
import { ClauseText } from "~/features/drafts/ui/ClauseText";
import { WhyLine } from "~/features/drafts/ui/Why";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { PageLink } from "~/ui/text/PageLink";

/** The clauses of a version; where comments are taken, a passage can be selected to comment on it. */
export function DraftText({
  data,
  base,
  here,
  mayComment,
  maySpeak,
  groups,
  closed,
}: {
  data: DraftData;
  base: string;
  here: string;
  mayComment: boolean;
  maySpeak: boolean;
  groups: Readonly<Record<string, string>>;
  closed: Closed | null;
}) {
  const { t, language } = useWords();
  const { draft, counts } = data;
  const asked = data.readIn.now === language ? "" : `?in=${data.readIn.now}`;
  const [opened, setOpened] = useState<string | null>(null);
  const cards = (clause: string | null) =>
    besideOf(data, clause).map((one) => (
      <CardBeside key={one.id} one={one} base={base} groups={groups} maySpeak={maySpeak} />
    ));
  /** Where cards have no room beside the text, they rise over it. */
  const openSheet = (event: MouseEvent, clause: string) => {
    if (besideOf(data, clause).length === 0 || window.matchMedia(roomBeside).matches) return;
    event.preventDefault();
    setOpened(clause);
  };
  const press = (event: MouseEvent<HTMLElement>) => {
    const mark = (event.target as Element).closest("mark");
    const clause = mark?.closest<HTMLElement>("[data-clause]")?.dataset.clause;
    if (!mark || !clause || document.getSelection()?.isCollapsed === false) return;
    lightPassage(mark);
    openSheet(event, clause);
  };
  const text = (
    <>
      {data.clauses.map((clause) => (
        <ClauseText
          key={clause.id}
          clause={clause}
          to={`${here}/clauses/${clause.id}${asked}`}
          sourceLanguage={data.sourceLanguage}
          margin={besideOf(data, clause.id).length > 0 && cards(clause.id)}
        >
          <WhyLine base={base} items={data.why.filter(({ clauseId }) => clauseId === clause.id)} />
          {clause.kind !== "section" && (
            <p className="clause-foot no-print">
              <PageLink
                onClick={(event) => openSheet(event, clause.id)}
                to={`${here}/clauses/${clause.id}${asked}${mayComment && !ownValue(counts.byClause, clause.id) ? "#write" : ""}`}
              >
                {ownValue(counts.byClause, clause.id)
                  ? t("discussion:comments.count", { count: ownValue(counts.byClause, clause.id) })
                  : data.isOpen
                    ? t("discussion:comments.do")
                    : t("discussion:drafts.clause.story")}
              </PageLink>
            </p>
          )}
        </ClauseText>
      ))}
    </>
  );
  return (
    <SelectToComment
      isOpen={mayComment}
      form={({ clause, language: shownIn, ...passage }) => (
        <CommentForm
          action={here}
          clause={clause}
          passage={passage}
          groups={data.groups}
          place={`${draft.label}-${clause}-${passage.start}`}
          shownIn={shownIn}
          closed={closed}
        />
      )}
      // Its place counts in the text as it was written; a version that is not out has no address that stays.
      linkTo={({ clause, language: shownIn, start, end }) =>
        shownIn === data.sourceLanguage && draft.state !== "working"
          ? shortPath(data.slug, clause, draft.label, { start, end })
          : null
      }
      suggest={{
        label: t("suggestions:do"),
        made: t("suggestions:made"),
        form: (selected) => <SuggestHere data={data} here={here} closed={closed} selected={selected} />,
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: below each clause a link leads to the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: below each clause a link leads to the same */}
      <div onClick={press}>{text}</div>
      <CommentSheet
        data={data}
        base={base}
        here={here}
        clause={opened}
        maySpeak={maySpeak}
        groups={groups}
        go={setOpened}
      />
    </SelectToComment>
  );
}

/** From this width on, cards stand beside the text (`reading.css`). */
const roomBeside = "(min-width: 1000px)";
