import type { PartProps } from "~/features/report/ui/parts";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content, Hash } from "~/ui/text/text";

export function Versions({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.drafts.length === 0) return null;
  return (
    <section className="section" aria-labelledby="drafts">
      <h2 id="drafts">
        <PageLink to={`${base}/drafts`}>{t("common:nav.drafts")}</PageLink>
      </h2>
      <Scroll label={t("common:nav.drafts")}>
        <table>
          <TableHead
            columns={[t("report:version"), t("timeline:when"), t("report:changed"), t("report:hash")]}
          />
          <tbody>
            {data.drafts.map((draft) => (
              <tr key={draft.label}>
                <th scope="row">
                  <PageLink to={`${base}/drafts/${draft.label}`}>
                    <bdi>{draft.label}</bdi>
                  </PageLink>
                </th>
                <td>{draft.publishedAt && <Day at={draft.publishedAt} />}</td>
                <td>
                  <Content view={draft.note} />
                </td>
                <td>
                  <Hash value={draft.hash} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
