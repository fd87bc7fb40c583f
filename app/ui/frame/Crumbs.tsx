import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export function Crumbs({
  base,
  process,
  children,
}: {
  base: string;
  process: LocalizedView;
  children?: React.ReactNode;
}) {
  const { t } = useWords();
  return (
    <nav className="crumb" aria-label={t("common:crumbs")}>
      <PageLink to={base}>
        <Content view={process} />
      </PageLink>
      {children && <> › {children}</>}
    </nav>
  );
}
