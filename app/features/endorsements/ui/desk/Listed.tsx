import { Form } from "@remix-run/react";
import type { Data } from "~/features/endorsements/ui/desk/data";
import { Entry } from "~/features/endorsements/ui/desk/Entry";
import { Reasoned } from "~/features/endorsements/ui/desk/Reasoned";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { Field } from "~/ui/forms/forms";
import { Labelled } from "~/ui/text/Labelled";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export function Listed({ data, base }: { data: Data; base: string }) {
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
              <Labelled label={t("endorsements:reason")}>
                <bdi>{row.declinedReason}</bdi>
              </Labelled>
            </p>
          )}
          {row.hiddenAt && (
            <p className="quiet small">
              <Labelled label={t("endorsements:reason")}>
                <bdi>{row.hiddenReason}</bdi>
              </Labelled>{" "}
              · <Day at={row.hiddenAt} />
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
