import type { ShownEntry } from "~/features/overview/services/recordLogPage.server";
import { type SweptAct, sweptActs } from "~/features/recordlog/domain/kinds";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Shown = Pick<ShownEntry, "said" | "round" | "act">;
type Props = { readonly base: string; readonly entry: Shown };

/** What an entry of the record log says, with a link to what it is about. */
export function EntryWords({ base, entry }: Props) {
  const { t } = useWords();
  const address = addressOf(base, entry);
  const words = useEntryWords(entry);
  return (
    <>
      {words}
      {address && (
        <>
          {" "}
          <PageLink to={address}>{t("recordlog:entries.show")}</PageLink>
        </>
      )}
    </>
  );
}

function useEntryWords({ said, round, act }: Shown): string {
  const { t, format } = useWords();
  if (!said) return t("recordlog:kind.unreadable");
  const { number = 0, kind: of = "components" } = round ?? {};
  switch (said.kind) {
    case "begin":
      if (said.continues?.reason === "imported") return t("recordlog:kind.imported");
      if (said.continues) return t("recordlog:kind.continued");
      return t(said.adopted === "yes" ? "recordlog:kind.adopted" : "recordlog:kind.begin");
    case "plan":
      return t("recordlog:kind.plan", { number: said.plan ?? 0 });
    case "open":
      return t(`recordlog:kind.open.${of}`, { number });
    case "extend":
      return said.former === "by-hand"
        ? t(`recordlog:kind.deadline.${of}`, { number })
        : t(`recordlog:kind.extend.${of}`, { number });
    case "roll":
      return t("recordlog:kind.roll", {
        number,
        added: format.number(said.added ?? 0),
        size: format.number(said.size ?? 0),
      });
    case "close":
      return t(`recordlog:kind.close.${of}.${said.how ?? "deadline"}`, { number });
    case "void":
      return t(`recordlog:kind.void.${of}`, { number });
    case "keys":
    case "policy":
    case "anchor":
    case "gap":
      return t(`recordlog:kind.${said.kind}`);
    case "count":
      return t("recordlog:kind.count", { number: said.count ?? 0 });
    case "result":
      return t("recordlog:kind.result", { number: said.count ?? 0 });
    case "version":
      return t("recordlog:kind.version", { label: said.draft ?? "" });
    case "gates":
      return t("recordlog:kind.gates");
    case "snapshot":
      return t("recordlog:kind.snapshot", { number: said.snapshot ?? 0 });
    case "decision":
      return t("recordlog:kind.decision", { number: said.snapshot ?? 0 });
    case "withheld":
      return t("recordlog:kind.withheld");
    default:
      if (said.kind === "rows" && isSwept(said.act)) return t(`recordlog:kind.rows.${said.act}`);
      return act ? t(`overview:audit.${act}`) : (said.act ?? said.kind);
  }
}

const isSwept = (act: string | undefined): act is SweptAct => sweptActs.some((known) => known === act);

function addressOf(base: string, { said, round }: Shown): string | null {
  if (round) return `${base}/${roundPath(round)}`;
  switch (said?.kind) {
    case "plan":
      return `${base}/plans/${said.plan}`;
    case "result":
      return `${base}/results/${said.count}`;
    case "version":
      return `${base}/drafts/${said.draft}`;
    case "gates":
      return `${base}/board`;
    case "snapshot":
    case "decision":
      return `${base}/board/${said.snapshot}`;
    default:
      return null;
  }
}
