import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { reasonedSchema } from "~/features/endorsements/contracts/endorsements";
import { type EndorsementKind, endorsementKinds } from "~/features/endorsements/domain/endorsement";
import { endorsementsOfAddress } from "~/features/endorsements/services/findEndorsement.server";
import { flagEndorsement } from "~/features/endorsements/services/flagEndorsement.server";
import { publicEndorsements } from "~/features/endorsements/services/publicEndorsements.server";
import { EndorserList } from "~/features/endorsements/ui/EndorserList";
import { Growth } from "~/features/endorsements/ui/Growth";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { countryCodes } from "~/kernel/places/countries";
import { Field, Refused, Saved } from "~/ui/forms/forms";
import { CountryOptions } from "~/ui/forms/options";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

const kindAsked = z.enum(endorsementKinds).nullable().catch(null);
const countryAsked = z
  .enum(countryCodes as [string, ...string[]])
  .nullable()
  .catch(null);
const pageAsked = z.coerce.number().int().positive().max(100_000).catch(1);
const nameAsked = z.coerce.number().int().positive().max(1_000_000_000).nullable().catch(null);

export const loader = reads(
  inProcess,
  "anyone",
  async ({ actor, deps, language, process, standing, t, url }) => {
    const query = url.searchParams;
    const draft = query.get("draft");
    const kind = kindAsked.parse(query.get("kind"));
    const country = countryAsked.parse(query.get("country"));
    const wall = await publicEndorsements(
      deps,
      process,
      { isOrganizer: standing.organizer },
      {
        language,
        draft,
        kind,
        country,
        page: pageAsked.parse(query.get("page")),
        number: nameAsked.parse(query.get("name")),
      },
    );
    if (!wall && draft !== null) throw refuse("not_found");
    const there = wall?.shown?.countries.map((one) => one.country).filter((code) => code !== "") ?? [];
    const mine = actor && !standing.suspended ? await endorsementsOfAddress(deps, process, actor.email) : [];
    return {
      slug: process.slug,
      process: localize(process.title, language),
      title: t("endorsements:title"),
      isOrganizer: standing.organizer,
      wall,
      kind,
      country,
      countries: countriesIn(language, there),
      mayFlag: actor !== null && !standing.suspended,
      hasOwn: mine.length > 0,
      isWithdrawn: query.get("done") === "withdrawn",
    };
  },
);

export const action = acts(inProcess, "signed-in", {
  flag: intent(reasonedSchema, ({ deps, actor, process, standing }, input) =>
    flagEndorsement(deps, actor, process, { isOrganizer: standing.organizer }, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · ${data?.process.text ?? ""} · Codraft` },
];

export default function Endorsements() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const { wall } = data;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("endorsements:title")}
      </Crumbs>
      <h1>{t("endorsements:title")}</h1>
      {data.isWithdrawn && (
        <p className="notice" role="status">
          {t("endorsements:own.withdrawn")}
        </p>
      )}
      <Refused intent="flag" />
      <Saved intent="flag">{t("endorsements:comments.flagged")}</Saved>
      <p className="lead">{wall ? t("endorsements:lead") : t("endorsements:notYet")}</p>
      {wall && (
        <p>
          <PageLink to={`${base}/drafts/${wall.draft}`}>
            {t("endorsements:version")} <bdi>{wall.draft}</bdi>
          </PageLink>{" "}
          <Hash value={wall.textHash} />
        </p>
      )}
      <p className="actions no-print">
        {wall && (
          <PageLink to={`${base}/endorsements/give`} className="btn">
            {t("endorsements:give.title")}
          </PageLink>
        )}
        {data.hasOwn && (
          <PageLink to={`${base}/endorsements/mine`} className="btn q">
            {t("endorsements:own.title")}
          </PageLink>
        )}
        {data.isOrganizer && (
          <PageLink to={`${base}/manage/endorsements`}>{t("endorsements:manage.title")}</PageLink>
        )}
      </p>
      {wall?.embargoUntil && (
        <p className="notice warn">
          {t(wall.shown ? "endorsements:embargo.organizers" : "endorsements:embargo.public")}{" "}
          <Moment at={wall.embargoUntil} />
        </p>
      )}
      {wall?.shown && <Shown data={data} base={base} shown={wall.shown} draft={wall.draft} />}
    </>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Wall = NonNullable<Data["wall"]>;

function Shown({
  data,
  base,
  shown,
  draft,
}: {
  data: Data;
  base: string;
  shown: NonNullable<Wall["shown"]>;
  draft: string;
}) {
  const { t, format } = useWords();
  const countryNames = Object.fromEntries(data.countries.map(({ code, name }) => [code, name]));
  const query = (changed: Record<string, string>) =>
    new URLSearchParams({
      draft,
      ...(data.kind ? { kind: data.kind } : {}),
      ...(data.country ? { country: data.country } : {}),
      ...changed,
    });
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{t("endorsements:total")}</dt>
          <dd>{format.number(shown.counts.total)}</dd>
        </div>
        <div>
          <dt>{t("endorsements:kinds.organization")}</dt>
          <dd>{format.number(shown.counts.organizations)}</dd>
        </div>
        <div>
          <dt>{t("endorsements:kinds.person")}</dt>
          <dd>{format.number(shown.counts.people)}</dd>
        </div>
        <div>
          <dt>{t("endorsements:countries")}</dt>
          <dd>{format.number(data.countries.length)}</dd>
        </div>
      </dl>
      {shown.hidden.length > 0 && <Hidden reasons={shown.hidden} />}
      {shown.counts.total === 0 ? (
        <p className="quiet">{t("endorsements:empty")}</p>
      ) : (
        <>
          <section className="section" aria-labelledby="growth">
            <h2 id="growth">{t("endorsements:growth")}</h2>
            <Growth curve={shown.curve} points={shown.points} />
          </section>
          <section className="section" aria-labelledby="names">
            <h2 id="names">{t("endorsements:names")}</h2>
            <Filter data={data} draft={draft} />
            <p className="quiet" role="status">
              {t("endorsements:found", { count: shown.found })}
            </p>
            <EndorserList names={shown.names} countryNames={countryNames} mayFlag={data.mayFlag} />
            {shown.pages > 1 && (
              <nav className="actions no-print" aria-label={t("endorsements:pages")}>
                {shown.page > 1 && (
                  <PageLink to={`${base}/endorsements?${query({ page: String(shown.page - 1) })}`}>
                    {t("endorsements:previous")}
                  </PageLink>
                )}
                <span>{t("endorsements:page", { at: shown.page, of: shown.pages })}</span>
                {shown.page < shown.pages && (
                  <PageLink to={`${base}/endorsements?${query({ page: String(shown.page + 1) })}`}>
                    {t("endorsements:next")}
                  </PageLink>
                )}
              </nav>
            )}
          </section>
          <Countries rows={shown.countries} names={countryNames} />
        </>
      )}
      {shown.earlier.length > 0 && <Earlier base={base} rows={shown.earlier} draft={draft} />}
      <section className="section no-print" aria-labelledby="files">
        <h2 id="files">{t("endorsements:files")}</h2>
        <p className="quiet measure">{t("endorsements:filesLead")}</p>
        <Files base={base} draft={draft} />
      </section>
    </>
  );
}

function Hidden({ reasons }: { reasons: readonly string[] }) {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{t("endorsements:hidden", { count: reasons.length })}</summary>
      <ul>
        {[...new Set(reasons)].map((reason) => (
          <li key={reason}>
            <bdi>{reason}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Filter({ data, draft }: { data: Data; draft: string }) {
  const { t, language } = useWords();
  return (
    <Form
      method="get"
      action={inLanguage(language, `/p/${data.slug}/endorsements`)}
      className="row no-print"
      key={`${data.kind} ${data.country} ${draft}`}
    >
      <Field label={t("endorsements:version")}>
        <select name="draft" defaultValue={draft}>
          {data.wall?.drafts.map((label) => (
            <option key={label}>{label}</option>
          ))}
        </select>
      </Field>
      <Field label={t("endorsements:filter.kind")}>
        <select name="kind" defaultValue={data.kind ?? ""}>
          <option value="">{t("endorsements:filter.all")}</option>
          {(["organization", "person"] as const satisfies readonly EndorsementKind[]).map((kind) => (
            <option key={kind} value={kind}>
              {t(`endorsements:kinds.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("endorsements:filter.country")}>
        <select name="country" defaultValue={data.country ?? ""}>
          <option value="">{t("endorsements:filter.all")}</option>
          <CountryOptions countries={data.countries} />
        </select>
      </Field>
      <div className="actions">
        <button type="submit" className="btn q">
          {t("endorsements:filter.do")}
        </button>
      </div>
    </Form>
  );
}

function Countries({
  rows,
  names,
}: {
  rows: readonly { country: string; people: number; organizations: number; total: number }[];
  names: Readonly<Record<string, string>>;
}) {
  const { t, format } = useWords();
  return (
    <section className="section" aria-labelledby="countries">
      <h2 id="countries">{t("endorsements:byCountry")}</h2>
      <Scroll label={t("endorsements:byCountry")}>
        <table>
          <TableHead
            columns={[
              t("endorsements:filter.country"),
              { label: t("endorsements:kinds.organization"), kind: "n" },
              { label: t("endorsements:kinds.person"), kind: "n" },
              { label: t("endorsements:total"), kind: "n" },
            ]}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={row.country}>
                <th scope="row">
                  {row.country === "" ? (
                    t("endorsements:noCountry")
                  ) : (
                    <bdi>{names[row.country] ?? row.country}</bdi>
                  )}
                </th>
                <td className="n">{format.number(row.organizations)}</td>
                <td className="n">{format.number(row.people)}</td>
                <td className="n">{format.number(row.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Earlier({
  base,
  rows,
  draft,
}: {
  base: string;
  rows: readonly { label: string; total: number; again: number }[];
  draft: string;
}) {
  const { t, format } = useWords();
  return (
    <section className="section" aria-labelledby="earlier">
      <h2 id="earlier">{t("endorsements:earlier.title")}</h2>
      <p className="quiet measure">{t("endorsements:earlier.lead")}</p>
      <Scroll label={t("endorsements:earlier.title")}>
        <table>
          <TableHead
            columns={[
              t("endorsements:version"),
              { label: t("endorsements:earlier.total"), kind: "n" },
              { label: t("endorsements:earlier.again", { label: draft }), kind: "n" },
            ]}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">
                  <PageLink to={`${base}/endorsements?draft=${row.label}`}>
                    <bdi>{row.label}</bdi>
                  </PageLink>
                </th>
                <td className="n">{format.number(row.total)}</td>
                <td className="n">{format.number(row.again)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Files({ base, draft }: { base: string; draft: string }) {
  const { language } = useWords();
  return (
    <p className="actions">
      {(["md", "html", "csv"] as const).map((ending) => (
        <a
          key={ending}
          href={inLanguage(language, `${base}/endorsements/files/appendix.${ending}?draft=${draft}`)}
          download
        >
          {{ md: "Markdown", html: "HTML", csv: "CSV" }[ending]}
        </a>
      ))}
    </p>
  );
}
