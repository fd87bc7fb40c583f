import type { ApprovalResult } from "~/features/approvals/domain/overlap";
import type { Data } from "~/features/approvals/ui/approval/data";
import { Overlap } from "~/features/approvals/ui/approval/Overlap";
import { type BarRow, PositionKey, ResultBars } from "~/features/approvals/ui/ResultBars";
import { ResultTable } from "~/features/approvals/ui/ResultTable";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { ownValue } from "~/kernel/keyed";
import { directionOf } from "~/kernel/language/languages";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

export function Result({ data, result, base }: { data: Data; result: ApprovalResult; base: string }) {
  const { t, language, format } = useWords();
  const shares = data.shares;
  const here = `${base}/approvals/${data.number}`;
  const rowsOf = (
    keys: readonly { key: string; label: string }[],
    tallied: ApprovalResult["groups"],
    share: Readonly<Record<string, number | null>>,
  ): BarRow[] =>
    keys.flatMap(({ key, label }) => {
      const one = ownValue(tallied, key);
      return one ? [{ key, label, tallied: one, share: ownValue(share, key) ?? null }] : [];
    });
  const groups = rowsOf(
    data.groups.map(({ key, title }) => ({ key, label: title.text })),
    result.groups,
    shares?.groups ?? {},
  );
  const total = {
    key: "total",
    label: t("approvals:total"),
    tallied: result.total,
    share: shares?.total ?? null,
  };
  const regions = rowsOf(
    Object.keys(result.regions).map((key) => ({ key, label: t(`common:region.${key as "AF"}`) })),
    result.regions,
    shares?.regions ?? {},
  ).filter(({ tallied }) => tallied.taken > 0);
  const short = [...groups, ...regions, total].filter(({ tallied }) => tallied.isMet === false);
  return (
    <>
      <p className={`notice section measure ${result.isMet ? "" : "warn"}`} role="status">
        <strong>{t(result.isMet ? "approvals:verdict.approved" : "approvals:verdict.notApproved")}</strong>{" "}
        {t(result.isMet ? "approvals:result.met" : "approvals:result.notMet", {
          groups: format.list(short.map(({ label }) => label)),
        })}
      </p>
      <section className="section" aria-labelledby="groups">
        <h2 id="groups">{t("approvals:result.groups")}</h2>
        <PositionKey />
        <ResultBars rows={groups} threshold={data.threshold} title={t("approvals:result.groups")} />
        <ResultTable
          rows={[...groups, total]}
          title={t("approvals:result.groups")}
          what={t("approvals:table.group")}
          version={result.v}
        />
        <p className="small quiet measure">
          {t("approvals:result.approving")} {t("approvals:result.rounded")}
        </p>
        <dl className="facts">
          <div>
            <dt>{t("approvals:result.consensus")}</dt>
            <dd>{format.number(shares?.consensus ?? 0, 3)}</dd>
          </div>
          <div>
            <dt>{t("approvals:result.taken")}</dt>
            <dd>{format.number(result.total.taken)}</dd>
          </div>
          <div>
            <dt>{t("approvals:result.roll")}</dt>
            <dd>
              <small>{t("approvals:result.upTo", { people: result.total.onRoll })}</small>
            </dd>
          </div>
        </dl>
        <p className="small quiet measure">{t("approvals:result.consensusWhy")}</p>
        <Overlap data={data} result={result} />
      </section>
      {regions.length > 0 && (
        <section className="section" aria-labelledby="regions">
          <h2 id="regions">{t("approvals:result.regions")}</h2>
          <ResultTable
            rows={regions}
            title={t("approvals:result.regions")}
            what={t("approvals:table.region")}
            version={result.v}
          />
        </section>
      )}
      <section className="section" aria-labelledby="objections">
        <h2 id="objections">{t("approvals:result.objections")}</h2>
        {result.total.counts.object === 0 && <p className="quiet">{t("approvals:result.noObjections")}</p>}
        <ul className="clean measure">
          {data.objections.map((one) => (
            <li key={one.id}>
              <PageLink to={`${base}/comments/${one.id}`}>
                <span lang={one.language} dir={directionOf(one.language)}>
                  {one.beginning}
                </span>
                {one.beginning === "" && t("comments:emptied")}
              </PageLink>{" "}
              <span className="small quiet">{t(`comments:state.${one.state}`)}</span>
            </li>
          ))}
        </ul>
        {data.hiddenObjections > 0 && (
          <p className="quiet">
            <PageLink to={`${base}/moderation`}>
              {t("approvals:result.hiddenObjections", { number: data.hiddenObjections })}
            </PageLink>
          </p>
        )}
      </section>
      <section className="section" aria-labelledby="check">
        <h2 id="check">{t("approvals:check.title")}</h2>
        <p className="measure">{t("approvals:check.lead")}</p>
        <ul className="clean">
          <li>
            <PageLink to={`${here}/log`}>{t("receipts:log.title")}</PageLink>
          </li>
          <li>
            <a href={inLanguage(language, `${here}/files/result.json`)} download>
              result.json
            </a>{" "}
            {data.resultHash && <Hash value={data.resultHash} />}
          </li>
          <li>
            <PageLink to={`${here}/receipt`}>{t("receipts:page.title")}</PageLink>
          </li>
        </ul>
      </section>
    </>
  );
}
