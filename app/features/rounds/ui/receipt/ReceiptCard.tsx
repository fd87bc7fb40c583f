import { useWords } from "~/i18n";
import { useCopy } from "~/ui/frame/useCopy";

type Props = {
  title: string;
  lead: string;
  leaf: string;
  /** What the file and the mail say: all that is needed to find the entry again. */
  text: string;
  fileName: string;
  /** The signed receipt, which is the better file, once there is one. */
  signed: unknown;
  /** Whether the server mails it to whoever reads this: then they need no mail program. */
  isMailed: boolean;
};

/** That a ballot is cast, and its receipt: to be copied, put into a file or mailed to oneself. Works without a script. */
export function ReceiptCard({ title, lead, leaf, text, fileName, signed, isMailed }: Props) {
  const { t } = useWords();
  const { isCopied, copy } = useCopy(() => leaf);
  const subject = encodeURIComponent(t("receipts:page.title"));
  return (
    <section className="receipt-card" aria-labelledby="found">
      <BallotBox />
      <div className="receipt-say">
        <h1 id="found">{title}</h1>
        <p>{lead}</p>
      </div>
      <div className="receipt-code">
        <span className="quiet small">{t("receipts:page.yours")}</span>
        <code dir="ltr">{leaf}</code>
        <div className="receipt-acts">
          <button type="button" className="btn scripted" onClick={copy}>
            {t(isCopied ? "receipts:page.copied" : "receipts:page.copy")}
          </button>
          <a className="btn q" {...fileOf(signed, text, fileName)}>
            {t("receipts:page.file")}
          </a>
          {!isMailed && (
            <a className="btn q" href={`mailto:?subject=${subject}&body=${encodeURIComponent(text)}`}>
              {t("receipts:page.mail")}
            </a>
          )}
        </div>
        <span className="skip" role="status">
          {isCopied && t("receipts:page.copied")}
        </span>
      </div>
    </section>
  );
}

/** Where the file is, and how it is called. */
function fileOf(signed: unknown, text: string, name: string) {
  if (!signed)
    return { download: `${name}.txt`, href: `data:text/plain;charset=utf-8,${encodeURIComponent(text)}` };
  const saved = encodeURIComponent(`${JSON.stringify(signed, null, 2)}\n`);
  return { download: `${name}.json`, href: `data:application/json;charset=utf-8,${saved}` };
}

/** A filled ballot on its way into the box. */
function BallotBox() {
  return (
    <svg className="receipt-box" viewBox="0 0 150 120" aria-hidden="true">
      <rect className="paper" x="42" y="6" width="66" height="72" rx="6" />
      <path className="line" d="M54 24h22M54 36h30M54 48h16" />
      <circle className="seal" cx="90" cy="44" r="13" />
      <path className="tick" d="m84 44.5 4.5 4.5 8-9" />
      <path className="paper" d="M14 66h122v44a6 6 0 0 1-6 6H20a6 6 0 0 1-6-6z" />
      <rect className="slot" x="36" y="63" width="78" height="6" rx="3" />
      <path className="line" d="M48 92h54" />
    </svg>
  );
}
