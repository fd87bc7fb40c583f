import { useWords } from "~/i18n";
import { type Dismissible, dismiss } from "~/ui/frame/head/dismissed";
import { Icon } from "~/ui/frame/shell/Icon";
import { PageLink } from "~/ui/text/PageLink";

/** Puts away help for who is here for the first time. */
export function PutAway({ what }: { what: Dismissible }) {
  const { t } = useWords();
  return (
    <button type="button" onClick={() => dismiss(what)} aria-label={t("overview:first.dismiss")}>
      <Icon name="close" />
    </button>
  );
}

/** For who may start a process of their own. */
export function StartOwn() {
  const { t } = useWords();
  return <PageLink to="/start-process">{t("overview:first.own")}</PageLink>;
}
