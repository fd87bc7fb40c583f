import { type Band, bands } from "~/features/rules/domain/bands";
import { useWords } from "~/i18n";

/** A band with its colour and always its word. */
export function BandMark({ band }: { band: Band }) {
  const { t } = useWords();
  return <span className={`band band-${bands.indexOf(band)}`}>{t(`rules:band.${band}`)}</span>;
}

export function BandLegend() {
  return (
    <div className="legend">
      {bands.map((band) => (
        <BandMark key={band} band={band} />
      ))}
    </div>
  );
}
