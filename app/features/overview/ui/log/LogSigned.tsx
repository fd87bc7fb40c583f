import type { GuardFault } from "~/features/recordlog/domain/guard";
import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";

type Props = {
  readonly name: string;
  readonly size: number;
  readonly verifier: string | null;
  readonly checkpoint: {
    readonly size: number;
    readonly root: string;
    readonly note: string;
    readonly at: Date | string;
  } | null;
  /** Whether the log asks for witnesses. */
  readonly isWitnessed: boolean;
  /** The log in whose place it stands, with its name in addresses where it is here. */
  readonly continued: {
    readonly origin: string;
    readonly size: number;
    readonly name: string | null;
    readonly isImported: boolean;
  } | null;
  readonly fault: { readonly fault: GuardFault; readonly signed: number } | null;
};

/** How far a log is signed, by which key, and how anybody checks it. */
export function LogSigned({ name, size, verifier, checkpoint, isWitnessed, continued, fault }: Props) {
  const { t, format } = useWords();
  const file = (path: string) => `/log/${name}/${path}`;
  return (
    <section className="section measure" aria-labelledby="signed">
      <h2 id="signed">{t("recordlog:signed.title")}</h2>
      {continued && (
        <p className="notice warn">
          {t(continued.isImported ? "recordlog:imported" : "recordlog:continued", {
            size: format.number(continued.size),
          })}{" "}
          {continued.name === null ? (
            <bdi>{continued.origin}</bdi>
          ) : (
            <a href={`/log/${continued.name}/checkpoint`}>
              <bdi>{continued.origin}</bdi>
            </a>
          )}
        </p>
      )}
      {fault && (
        <p className="notice bad" role="alert">
          {t(
            `recordlog:fault.${fault.fault === "smaller" || fault.fault === "witness" ? fault.fault : "other"}`,
            {
              signed: format.number(fault.signed),
              size: format.number(size),
            },
          )}
        </p>
      )}
      {checkpoint ? (
        <>
          <p>
            {t("recordlog:signed.size", { count: checkpoint.size })} <Moment at={checkpoint.at} />
          </p>
          <pre dir="ltr" className="pre mono small">
            {checkpoint.note}
          </pre>
        </>
      ) : (
        <p className="quiet">{t("recordlog:signed.none")}</p>
      )}
      <details className="more">
        <summary>{t("recordlog:check.title")}</summary>
        <p>{t("recordlog:check.keep")}</p>
        <p>{t("recordlog:check.programs")}</p>
        <ul className="clean">
          <li>
            <a href={file("checkpoint")}>{t("recordlog:check.checkpoint")}</a>
          </li>
          <li>
            <a href={file("key")}>{t("recordlog:check.key")}</a>
            {verifier && (
              <>
                <br />
                <code dir="ltr" className="small">
                  {verifier}
                </code>
              </>
            )}
          </li>
          <li>
            <a href={file("receipts-key")}>{t("recordlog:check.receiptsKey")}</a>
          </li>
          {isWitnessed && (
            <li>
              <a href={file("policy")}>{t("recordlog:witnesses.policy")}</a>
            </li>
          )}
        </ul>
        <p className="quiet small">{t("recordlog:check.limits")}</p>
      </details>
    </section>
  );
}
