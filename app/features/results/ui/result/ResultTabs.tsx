import { type ResultTab, resultTabs } from "~/features/results/domain/resultView";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly here: string;
  readonly tab: ResultTab;
  readonly hasReasons: boolean;
  readonly isCompared: boolean;
};

/** The parts of a result, each at an address of its own. */
export function ResultTabs({ here, tab, hasReasons, isCompared }: Props) {
  const { t } = useWords();
  return (
    <nav className="tabs no-print" aria-label={t("results:tabs.label")}>
      {resultTabs
        .filter((one) => (one === "reasons" ? hasReasons : one === "explore" ? isCompared : true))
        .map((one) => (
          <PageLink
            key={one}
            to={one === "components" ? here : `${here}?tab=${one}`}
            aria-current={one === tab ? "page" : undefined}
            preventScrollReset
          >
            {t(`results:tabs.${one}`)}
          </PageLink>
        ))}
    </nav>
  );
}
