import type { Stream } from "~/features/processes/domain/streams";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import type { TimelineKind } from "~/platform/timeline";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type EntryShown = {
  readonly id: string;
  readonly stream: Stream;
  readonly kind: TimelineKind;
  readonly from: string;
  readonly to: string | null;
  readonly title: LocalizedView;
  readonly path: string | null;
};

/** What the timeline draws, in words: when, what with its page, and in which work stream. */
export function TimelineTable({ base, entries }: { base: string; entries: readonly EntryShown[] }) {
  const { t } = useWords();
  return (
    <Scroll label={t("timeline:list")}>
      <table>
        <TableHead columns={[t("timeline:when"), t("timeline:what"), t("timeline:stream")]} />
        <tbody>
          {entries.map((one) => (
            <tr key={`${one.kind} ${one.id}`}>
              <td>
                <Day at={one.from} />
                {one.to && one.to !== one.from && (
                  <>
                    {" – "}
                    <Day at={one.to} />
                  </>
                )}
              </td>
              <th scope="row">
                {one.path ? (
                  <PageLink to={`${base}${one.path}`}>
                    <Content view={one.title} />
                  </PageLink>
                ) : (
                  <Content view={one.title} />
                )}
              </th>
              <td className="quiet">{t(`common:stream.${one.stream}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
