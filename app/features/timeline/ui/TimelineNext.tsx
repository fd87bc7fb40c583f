import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import type { TimelineKind } from "~/platform/timeline";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Coming = {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly title: LocalizedView;
  readonly path: string | null;
  readonly day: string;
  readonly isEnd: boolean;
};

/** What begins or ends next. */
export function TimelineNext({ base, next }: { base: string; next: readonly Coming[] }) {
  const { t, format } = useWords();
  if (next.length === 0) return null;
  return (
    <section className="section" aria-labelledby="next">
      <h2 id="next">{t("timeline:next")}</h2>
      <ul className="timeline-next">
        {next.map(({ id, kind, title, path, day, isEnd }) => (
          <li key={`${kind} ${id}`}>
            <strong>
              <EntryTitle base={base} title={title} path={path} />
            </strong>
            <span className="small quiet">
              {t(isEnd ? "timeline:endsOn" : "timeline:beginsOn", { day: format.date(day) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The name of something on the timeline, with its page where it has one. */
export function EntryTitle({
  base,
  title,
  path,
}: {
  base: string;
  title: LocalizedView;
  path: string | null;
}) {
  const words = <Content view={title} />;
  return path === null ? words : <PageLink to={`${base}${path}`}>{words}</PageLink>;
}
