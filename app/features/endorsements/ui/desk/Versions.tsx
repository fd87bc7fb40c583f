import type { Data } from "~/features/endorsements/ui/desk/data";
import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export function Versions({ data, base }: { data: Data; base: string }) {
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
        <PostForm>
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
        </PostForm>
      )}
    </section>
  );
}
