import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import {
  acceptSchema,
  embargoSchema,
  openSchema,
  reasonedSchema,
} from "~/features/endorsements/contracts/endorsements";
import { checkEndorsement } from "~/features/endorsements/services/desk/checkEndorsement.server";
import { deskLists, endorsementDesk } from "~/features/endorsements/services/desk/endorsementDesk.server";
import {
  openableDrafts,
  openToEndorsements,
} from "~/features/endorsements/services/desk/openToEndorsements.server";
import { setEmbargo } from "~/features/endorsements/services/desk/setEmbargo.server";
import {
  hideEndorsement,
  restoreEndorsement,
} from "~/features/endorsements/services/moderateEndorsement.server";
import { Name } from "~/features/endorsements/ui/EndorserList";
import { inProcess } from "~/features/membership/registrations/place.server";
import { embargoOf } from "~/features/processes/services/embargo.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import { inLanguage } from "~/i18n/languagePath";
import { Field, Refused, Saved, Submit, useAnswer } from "~/ui/forms/forms";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

const listAsked = z.enum(deskLists).catch("listed");
const pageAsked = z.coerce.number().int().positive().max(100_000).catch(1);

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t, url }) => {
  const list = listAsked.parse(url.searchParams.get("list"));
  const query = url.searchParams.get("q")?.slice(0, 160) ?? "";
  const page = pageAsked.parse(url.searchParams.get("page"));
  const [desk, openable] = await Promise.all([
    endorsementDesk(deps, process, { list, query, page }),
    openableDrafts(deps, process),
  ]);
  const codes = new Set([...desk.waiting, ...desk.found].map(({ country }) => country).filter(Boolean));
  const names = countriesIn(language, [...codes]);
  return {
    slug: process.slug,
    title: t("endorsements:manage.title"),
    list,
    lists: [...deskLists],
    query,
    desk,
    openable: openable.map(({ label }) => label),
    embargoUntil: embargoOf(deps, process),
    countryNames: Object.fromEntries(names.map(({ code, name }) => [code, name])),
  };
});

export const action = acts(inProcess, "organizer", {
  open: intent(openSchema, ({ deps, actor, process }, { draft }) =>
    openToEndorsements(deps, actor, process, draft),
  ),
  embargo: intent(embargoSchema, ({ deps, actor, process }, { until }) =>
    setEmbargo(deps, actor, process, until),
  ),
  accept: intent(acceptSchema, ({ deps, actor, process }, { number }) =>
    checkEndorsement(deps, actor, process, number, { accept: true }),
  ),
  decline: intent(reasonedSchema, ({ deps, actor, process }, { number, reason }) =>
    checkEndorsement(deps, actor, process, number, { accept: false, reason }),
  ),
  hide: intent(reasonedSchema, ({ deps, actor, process }, input) =>
    hideEndorsement(deps, actor, process, input),
  ),
  restore: intent(reasonedSchema, ({ deps, actor, process }, input) =>
    restoreEndorsement(deps, actor, process, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Data["desk"]["found"][number];

export default function ManageEndorsements() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <h1>{t("endorsements:manage.title")}</h1>
      <p className="lead">
        {t("endorsements:manage.lead")}{" "}
        <PageLink to={`${base}/endorsements`}>{t("endorsements:manage.wall")}</PageLink>
      </p>
      {(["open", "embargo", "accept", "decline", "hide", "restore"] as const).map((one) => (
        <div key={one}>
          <Refused intent={one} />
          <Saved intent={one}>{t("common:saved")}</Saved>
        </div>
      ))}
      <Untold />
      <Waiting data={data} />
      <Versions data={data} base={base} />
      <Embargo data={data} />
      <Listed data={data} base={base} />
      <Pairs data={data} base={base} />
    </>
  );
}

/** A decision whose mail was not taken: somebody should write by hand. */
function Untold() {
  const { t } = useWords();
  const [accepted, declined] = [useAnswer("accept"), useAnswer("decline")];
  const isUntold = [accepted, declined].some(
    (answer) => answer?.ok && (answer.value as { isTold?: boolean } | undefined)?.isTold === false,
  );
  return isUntold ? <p className="notice warn">{t("endorsements:manage.untold")}</p> : null;
}

function Waiting({ data }: { data: Data }) {
  const { t } = useWords();
  const { waiting, unconfirmed } = data.desk;
  return (
    <section className="section" aria-labelledby="waiting">
      <h2 id="waiting">{t("endorsements:manage.waiting")}</h2>
      {waiting.length === 0 && <p className="quiet">{t("endorsements:manage.nothingWaits")}</p>}
      {waiting.map((row) => (
        <article key={row.number} className="note" id={`e-${row.number}`}>
          <Entry row={row} data={data} />
          {row.isHeld && <p className="notice warn">{t("endorsements:manage.held")}</p>}
          <Form method="post">
            <input type="hidden" name="number" value={row.number} />
            <Submit intent="accept" kind="mini">
              {t("endorsements:manage.accept")}
            </Submit>
          </Form>
          <Reasoned intent="decline" number={row.number} label={t("endorsements:manage.decline")} />
        </article>
      ))}
      <p className="quiet small">{t("endorsements:manage.unconfirmed", { count: unconfirmed })}</p>
    </section>
  );
}

function Versions({ data, base }: { data: Data; base: string }) {
  const { t, format } = useWords();
  const { versions } = data.desk;
  return (
    <section className="section" aria-labelledby="versions">
      <h2 id="versions">{t("endorsements:manage.versions")}</h2>
      {versions.length > 0 && (
        <Scroll label={t("endorsements:manage.versions")}>
          <table>
            <TableHead
              columns={[
                t("endorsements:version"),
                t("endorsements:manage.since"),
                ...(["yes", "no", "silent", "unreached"] as const).map((one) => ({
                  label: t(`endorsements:manage.answers.${one}`),
                  kind: "n" as const,
                })),
              ]}
            />
            <tbody>
              {versions.map(({ label, since, counts, no, silent, unreached }) => (
                <tr key={label}>
                  <th scope="row">
                    <PageLink to={`${base}/endorsements?draft=${label}`}>
                      <bdi>{label}</bdi>
                    </PageLink>
                  </th>
                  <td>
                    <Day at={since} />
                  </td>
                  {[counts?.total ?? 0, no, silent, unreached].map((value, at) => (
                    <td key={["yes", "no", "silent", "unreached"][at]} className="n">
                      {format.number(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {data.openable.length === 0 ? (
        <p className="quiet measure">{t("endorsements:manage.nothingToOpen")}</p>
      ) : (
        <Form method="post">
          <p className="measure">{t("endorsements:manage.openLead")}</p>
          <Field label={t("endorsements:version")} of={["open", "draft"]}>
            <select name="draft" className="narrow">
              {data.openable.map((label) => (
                <option key={label}>{label}</option>
              ))}
            </select>
          </Field>
          <div className="actions">
            <Submit intent="open">{t("endorsements:manage.open")}</Submit>
          </div>
        </Form>
      )}
    </section>
  );
}

function Embargo({ data: { embargoUntil } }: { data: Data }) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="embargo">
      <h2 id="embargo">{t("endorsements:manage.embargo")}</h2>
      <p className="measure">
        {embargoUntil ? (
          <>
            {t("endorsements:embargo.public")} <Moment at={embargoUntil} />
          </>
        ) : (
          t("endorsements:manage.noEmbargo")
        )}
      </p>
      <Form method="post" key={embargoUntil?.toISOString() ?? ""}>
        <Field
          label={t("endorsements:manage.until")}
          hint={t("endorsements:manage.untilHint")}
          of={["embargo", "until"]}
        >
          <input
            name="until"
            type="datetime-local"
            defaultValue={embargoUntil?.toISOString().slice(0, 16) ?? ""}
          />
        </Field>
        <div className="actions">
          <Submit intent="embargo" kind="q">
            {t("common:save")}
          </Submit>
        </div>
      </Form>
    </section>
  );
}

function Listed({ data, base }: { data: Data; base: string }) {
  const { t, language } = useWords();
  const { desk, list, query } = data;
  const here = `${base}/manage/endorsements`;
  const pageAt = (page: number) =>
    `${here}?${new URLSearchParams({ list, q: query, page: String(page) })}#list`;
  return (
    <section className="section" aria-labelledby="list">
      <h2 id="list">{t("endorsements:manage.list")}</h2>
      <Form method="get" action={inLanguage(language, here)} className="row" key={`${list} ${query}`}>
        <Field label={t("endorsements:manage.which")}>
          <select name="list" defaultValue={list}>
            {data.lists.map((one) => (
              <option key={one} value={one}>
                {t(`endorsements:manage.lists.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("endorsements:manage.search")}>
          <input type="search" name="q" defaultValue={query} maxLength={160} dir="auto" />
        </Field>
        <div className="actions">
          <button type="submit" className="btn q">
            {t("endorsements:filter.do")}
          </button>
        </div>
      </Form>
      <p className="quiet" role="status">
        {t("endorsements:found", { count: desk.total })}
      </p>
      {desk.found.map((row) => (
        <article key={row.number} className="comment" id={`e-${row.number}`}>
          <Entry row={row} data={data} />
          {row.state === "declined" && (
            <p className="quiet small">
              {t("endorsements:reason")}: <bdi>{row.declinedReason}</bdi>
            </p>
          )}
          {row.hiddenAt && (
            <p className="quiet small">
              {t("endorsements:reason")}: <bdi>{row.hiddenReason}</bdi> · <Day at={row.hiddenAt} />
            </p>
          )}
          {row.state === "listed" && (
            <Reasoned
              intent={row.hiddenAt ? "restore" : "hide"}
              number={row.number}
              label={t(row.hiddenAt ? "endorsements:manage.restore" : "endorsements:manage.hide")}
            />
          )}
        </article>
      ))}
      {desk.pages > 1 && (
        <nav className="actions" aria-label={t("endorsements:pages")}>
          {desk.page > 1 && <PageLink to={pageAt(desk.page - 1)}>{t("endorsements:previous")}</PageLink>}
          <span>{t("endorsements:page", { at: desk.page, of: desk.pages })}</span>
          {desk.page < desk.pages && <PageLink to={pageAt(desk.page + 1)}>{t("endorsements:next")}</PageLink>}
        </nav>
      )}
    </section>
  );
}

function Pairs({ data: { desk }, base }: { data: Data; base: string }) {
  const { t } = useWords();
  const here = `${base}/manage/endorsements`;
  /** Where it is on this page: what waits is in no list that is searched. */
  const placeOf = ({ number, name, isWaiting }: (typeof desk.pairs)[number]["first"]) =>
    isWaiting ? `${here}#e-${number}` : `${here}?${new URLSearchParams({ list: "listed", q: name })}#list`;
  if (desk.pairs.length === 0 && !desk.isCut) return null;
  return (
    <section className="section" aria-labelledby="pairs">
      <h2 id="pairs">{t("endorsements:manage.pairs")}</h2>
      <p className="quiet measure">{t("endorsements:manage.pairsLead")}</p>
      {desk.pairsFound > desk.pairs.length && (
        <p className="quiet measure">
          {t("endorsements:manage.pairsFirst", { shown: desk.pairs.length, found: desk.pairsFound })}
        </p>
      )}
      {desk.isCut && <p className="quiet measure">{t("endorsements:manage.pairsCut")}</p>}
      <ul className="clean">
        {desk.pairs.map(({ first, second, because }) => (
          <li key={`${first.number} ${second.number}`}>
            {[first, second].map((one, at) => (
              <span key={one.number}>
                {at > 0 && " · "}#{one.number}{" "}
                <PageLink to={placeOf(one)}>
                  <bdi>{one.name}</bdi>
                </PageLink>
                {one.isWaiting && <span className="quiet small"> ({t("endorsements:manage.waiting")})</span>}
              </span>
            ))}
            <br />
            <span className="quiet small">{t(`endorsements:manage.because.${because}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entry({ row, data }: { row: Row; data: Data }) {
  const { t } = useWords();
  return (
    <>
      <p className="quiet small">
        #{row.number} · {t(`endorsements:kind.${row.kind}`)}
        {row.verifiedAt && (
          <>
            {" "}
            · <Day at={row.verifiedAt} />
          </>
        )}
      </p>
      <Name one={row} countryName={data.countryNames[row.country] ?? row.country} />
    </>
  );
}

function Reasoned({
  intent: name,
  number,
  label,
}: {
  intent: "decline" | "hide" | "restore";
  number: number;
  label: string;
}) {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{label}</summary>
      <Form method="post">
        <input type="hidden" name="number" value={number} />
        <Field label={t("endorsements:reason")} hint={t(`endorsements:manage.reasonHint.${name}`)}>
          <input name="reason" required maxLength={600} dir="auto" />
        </Field>
        <div className="actions">
          <Submit intent={name} kind="q mini">
            {label}
          </Submit>
        </div>
      </Form>
    </details>
  );
}
