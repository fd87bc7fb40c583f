import { Fragment } from "react";
import { type Evidence, type GateState, isLate } from "~/features/release/domain/gates";
import { useWords } from "~/i18n";
import { parseFraction, toNumber } from "~/kernel/figures/fraction";
import { ownValue } from "~/kernel/keyed";
import type { LocalizedView } from "~/kernel/language/localized";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export type GateShown = Omit<GateState, "title"> & { readonly title: LocalizedView };

/** Each gate with its state, what it rests on and what is missing; every figure leads to its source. */
export function Gates({
  base,
  gates,
  groups,
  isLive = false,
}: {
  base: string;
  gates: readonly GateShown[];
  /** They are those that hold now, and not as a snapshot kept them. */
  isLive?: boolean;
  /** Titles of stakeholder groups by key. */
  groups: Readonly<Record<string, string>>;
}) {
  const { t } = useWords();
  if (gates.length === 0) return <p className="quiet measure">{t("release:noGates")}</p>;
  return (
    <ol className="gates">
      {gates.map((gate) => (
        <li key={gate.id} className={`gate ${gate.isMet ? "gate-met" : "gate-open"}`}>
          <h3>
            <span aria-hidden="true">{gate.isMet ? "✓" : "○"}</span> <Content view={gate.title} />
          </h3>
          <p className="small">
            <strong>{t(gate.isMet ? "release:met" : "release:notMet")}</strong>
            {gate.isMet && gate.metOn && (
              <span className={isLate(gate) ? "frag" : "quiet"}>
                {" "}
                · {t("release:knownSince")} <Day at={gate.metOn} />
                {isLate(gate) && <> ({t("release:late")})</>}
              </span>
            )}
            <span className={gate.isOverdue ? "frag" : "quiet"}>
              {" "}
              · {t(gate.isOverdue ? "release:wasDue" : "release:due")} <Day at={gate.dueOn} />
            </span>
          </p>
          <p className="small quiet">
            {t(`release:rule.${gate.rule.kind}`, {
              count: "least" in gate.rule ? gate.rule.least : 0,
            })}
          </p>
          <Facts base={base} facts={gate.evidence} groups={groups} />
          {gate.missing.length > 0 && (
            <>
              <p className="label">{t("release:missing")}</p>
              <Facts base={base} facts={gate.missing} groups={groups} />
            </>
          )}
          {isLive && (
            <p>
              <EntryLink of="gates" name={gate.id} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function Facts({
  base,
  facts,
  groups,
}: {
  base: string;
  facts: readonly Evidence[];
  groups: Readonly<Record<string, string>>;
}) {
  const { t, format } = useWords();
  return (
    <ul className="clean tight">
      {facts.map(({ says, values, path, counted = [] }) => {
        const { group, region, share, ...rest } = values;
        const exact = parseFraction(String(share ?? ""));
        const words = {
          ...rest,
          // "93% (14/15)", and of all or nobody "100%" alone.
          share: exact
            ? `${format.percent(toNumber(exact))}${String(share).includes("/") ? ` (${share})` : ""}`
            : share,
          ...(group === undefined ? {} : { group: ownValue(groups, String(group)) ?? String(group) }),
          ...(region === undefined ? {} : { region: t(`common:region.${region as "AF"}`) }),
        };
        return (
          <li key={`${says} ${group ?? ""}${region ?? ""}`}>
            <PageLink to={`${base}${path}`}>{t(`release:evidence.${says as "embargo"}`, words)}</PageLink>
            {counted.map((one, index) => (
              <Fragment key={one.path}>
                {index === 0 ? " " : " · "}
                <PageLink to={`${base}${one.path}`}>
                  <bdi>{one.name}</bdi>
                </PageLink>
              </Fragment>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
