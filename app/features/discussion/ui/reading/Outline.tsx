import type { DraftData } from "~/features/discussion/ui/draft/data";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { UserText } from "~/ui/text/Html";

type Part = {
  readonly id: string;
  readonly number: string;
  readonly heading: string;
  readonly language: string;
};

/** The sections of the text that is shown, each with how many comments stand in it: beside the text, above it on a phone. */
export function Outline({ data }: { data: DraftData }) {
  const { t, format } = useWords();
  const sections = sectionsOf(data);
  if (sections.length < 2) return null;
  const list = (
    <ol className="sections-list">
      {sections.map(({ id, number, heading, language, comments }) => (
        <li key={id}>
          <a href={`#c-${id}`}>
            <span className="quiet">{number}</span> <UserText language={language}>{heading}</UserText>
          </a>
          {comments > 0 && (
            <span className="said-count" title={t("discussion:comments.count", { count: comments })}>
              <span aria-hidden="true">{format.number(comments)}</span>
              <span className="vh">{t("discussion:comments.count", { count: comments })}</span>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
  return (
    <nav className="sections-nav no-print" aria-label={t("discussion:reading.contents")}>
      <details className="more sections-folded">
        <summary>{t("discussion:reading.contents")}</summary>
        {list}
      </details>
      <div className="sections-side">{list}</div>
    </nav>
  );
}

/** The sections with a title, and how many comments stand at them and their clauses. */
function sectionsOf({ clauses, counts }: DraftData): readonly (Part & { comments: number })[] {
  const found: (Part & { comments: number })[] = [];
  for (const clause of clauses) {
    if (clause.kind === "section" && clause.heading) found.push({ ...clause, comments: 0 });
    const section = found.at(-1);
    if (section) section.comments += ownValue(counts.byClause, clause.id) ?? 0;
  }
  return found;
}
