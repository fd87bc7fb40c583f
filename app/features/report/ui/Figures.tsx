import type { PartProps } from "~/features/report/ui/parts";
import { useWords } from "~/i18n";

const figureNames = [
  "registered",
  "rounds",
  "ballots",
  "comments",
  "disposed",
  "townhalls",
  "topics",
  "decisions",
] as const;

export function Figures({ data }: Pick<PartProps, "data">) {
  const { t, format } = useWords();
  return (
    <dl className="facts">
      {figureNames.map((name) => (
        <div key={name}>
          <dt>{t(`report:figure.${name}`)}</dt>
          <dd>
            {data.figures[name] === null ? (
              <small>{t("common:tooFew")}</small>
            ) : (
              format.number(data.figures[name])
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
