import type { Data, Row } from "~/features/endorsements/ui/desk/data";
import { Name } from "~/features/endorsements/ui/EndorserList";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Day } from "~/ui/text/Moment";

export function Entry({ row, data }: { row: Row; data: Data }) {
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
      <Name one={row} countryName={ownValue(data.countryNames, row.country) ?? row.country} />
    </>
  );
}
