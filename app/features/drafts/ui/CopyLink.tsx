import { useWords } from "~/i18n";
import { addressOf, useCopy } from "~/ui/frame/useCopy";

/** An address that stays, to be copied. Without scripts it is a link like any other. */
export function CopyLink({ to, label }: { to: string; label: string }) {
  const { t } = useWords();
  const { isCopied, copy } = useCopy(addressOf(to));
  return (
    <>
      <a href={to}>{label}</a>{" "}
      <button type="button" className="linklike scripted" onClick={copy}>
        {isCopied ? t("drafts:files.copied") : t("drafts:files.copy")}
      </button>
    </>
  );
}
