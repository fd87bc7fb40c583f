import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Props = {
  readonly base: string;
  readonly data: {
    readonly title: LocalizedView;
    readonly summary: LocalizedView;
    /** The newest version of the text. */
    readonly newest: string | null;
    readonly todos: object | null;
  };
};

/** What a process is, and the two ways on; who is waited for is led by what waits, and not to the ways in. */
export function Hero({ base, data }: Props) {
  const { t } = useWords();
  return (
    <>
      <h1>
        <Content view={data.title} marks />
      </h1>
      <p className="lead">
        <Content view={data.summary} />
      </p>
      <div className="actions cta">
        {!data.todos && (
          <a className="btn" href="#take-part">
            {t("overview:take.see")}
          </a>
        )}
        {data.newest && (
          <PageLink to={`${base}/drafts/${data.newest}`} className="btn q">
            {t("overview:take.read", { label: data.newest })}
          </PageLink>
        )}
      </div>
    </>
  );
}
