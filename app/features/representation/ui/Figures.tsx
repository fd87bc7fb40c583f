import { Form, type useLoaderData } from "@remix-run/react";
import { activities } from "~/features/representation/domain/figures";
import type { loader } from "~/features/representation/pages/people";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { ownValue } from "~/kernel/keyed";
import { Field } from "~/ui/forms/forms";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";
import { useShownCount } from "~/ui/text/useShownCount";
import { FigureTable } from "./FigureTable";
import { SeriesChart } from "./SeriesChart";

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export type Snapshot = NonNullable<Data["snapshot"]>;

export function Figures({ data, snapshot, base }: { data: Data; snapshot: Snapshot; base: string }) {
  const { t, language, format } = useWords();
  const shown = useShownCount();
  const { gap } = snapshot;
  const seriesTitle = t("common:labelled", {
    label: t("representation:series"),
    value: t(`representation:activity.${data.activity}`),
  });
  return (
    <>
      {gap && (
        <p className="notice warn section measure">
          <strong>
            {t(gap.share === null ? "representation:gapFew" : "representation:gap", {
              name: gap.label,
              share: format.percent((gap.share ?? 0) / 100),
              target: format.percent(gap.percent / 100),
            })}
          </strong>{" "}
          <PageLink to={`${base}/calls`}>{t("representation:gapDo")}</PageLink>
        </p>
      )}
      {!gap && snapshot.hasTargets && snapshot.total.registered !== null && (
        <p className="notice section measure">{t("representation:noGap")}</p>
      )}
      <p className="small quiet measure">
        {t("representation:counted")} <Day at={snapshot.takenAt} />. {t("representation:how")}
      </p>
      <section className="section" aria-labelledby="groups">
        <h2 id="groups">{t("representation:byGroup")}</h2>
        <FigureTable
          title={t("representation:byGroup")}
          what={t("representation:group")}
          rows={snapshot.groups}
          total={snapshot.total}
        />
        {data.note?.text && (
          <p className="small quiet measure">
            <Content view={data.note} />
          </p>
        )}
      </section>
      <section className="section" aria-labelledby="regions">
        <h2 id="regions">{t("representation:byRegion")}</h2>
        <img
          className="world"
          src={inLanguage(language, `${base}/people/map.svg`)}
          alt={t("representation:map")}
          width={960}
          height={468}
          loading="lazy"
        />
        <FigureTable
          title={t("representation:byRegion")}
          what={t("representation:region")}
          rows={snapshot.regions}
          total={snapshot.total}
        />
        {snapshot.countries.length > 0 && (
          <details className="more">
            <summary>{t("representation:byCountry")}</summary>
            <FigureTable
              title={t("representation:byCountry")}
              what={t("representation:country")}
              rows={snapshot.countries}
              total={snapshot.total}
            />
          </details>
        )}
      </section>
      <section className="section" aria-labelledby="languages">
        <h2 id="languages">{t("representation:byLanguage")}</h2>
        {snapshot.languages.length === 0 ? (
          <p className="quiet">{t("representation:fewSaid")}</p>
        ) : (
          <FigureTable
            title={t("representation:byLanguage")}
            what={t("representation:language")}
            rows={snapshot.languages}
            total={snapshot.total}
          />
        )}
      </section>
      {snapshot.questions.map((question) => (
        <section className="section measure" key={question.key} aria-labelledby={`q-${question.key}`}>
          <h2 id={`q-${question.key}`}>
            <Content view={question.title} />
          </h2>
          <table>
            <tbody>
              {question.options.map(({ title, count }) => (
                <tr key={title.text}>
                  <th scope="row">
                    <Content view={title} />
                  </th>
                  <td className="n">{shown(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {snapshot.series.length > 1 && (
        <section className="section" aria-labelledby="series">
          <h2 id="series">{t("representation:series")}</h2>
          <Form
            method="get"
            action={`${inLanguage(language, `${base}/people`)}#series`}
            className="row no-print"
            key={data.activity}
          >
            <Field label={t("representation:seriesOf")}>
              <select name="activity" defaultValue={data.activity}>
                {activities.map((one) => (
                  <option key={one} value={one}>
                    {t(`representation:activity.${one}`)}
                  </option>
                ))}
              </select>
            </Field>
            <button type="submit" className="btn q mini">
              {t("representation:show")}
            </button>
          </Form>
          <SeriesChart series={snapshot.series} groups={snapshot.groupNames} title={seriesTitle} />
          <details className="more">
            <summary>{t("representation:seriesTable")}</summary>
            <Scroll label={seriesTitle}>
              <table>
                <TableHead
                  columns={[
                    t("representation:day"),
                    { label: t("representation:all"), kind: "n" },
                    ...Object.values(snapshot.groupNames).map((label) => ({ label, kind: "n" as const })),
                  ]}
                />
                <tbody>
                  {snapshot.series.map((point) => (
                    <tr key={point.takenAt}>
                      <th scope="row">
                        <Day at={point.takenAt} />
                      </th>
                      <td className="n">{shown(point.total)}</td>
                      {Object.keys(snapshot.groupNames).map((key) => (
                        <td key={key} className="n">
                          {shown(ownValue(point.groups, key))}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </details>
        </section>
      )}
    </>
  );
}
