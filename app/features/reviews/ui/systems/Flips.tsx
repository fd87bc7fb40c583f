import type { SystemsData } from "~/features/reviews/ui/systems/data";
import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";

/** The systems that another conclusion follows for than in the version before. */
export function Flips({ data, base, at }: { data: SystemsData; base: string; at: string }) {
  const { t } = useWords();
  if (!data.flips || data.flips.flips.length === 0) return null;
  return (
    <div className="notice">
      <p>{t("reviews:flips", { label: data.flips.before })}</p>
      <ul className="clean">
        {data.flips.flips.map(({ system, name, from, to }) => (
          <li key={system}>
            <Labelled
              label={
                <PageLink to={`${base}/systems/${system}${at}`}>
                  <bdi>{name}</bdi>
                </PageLink>
              }
            >
              {t(`reviews:verdict.${from}`)} → {t(`reviews:verdict.${to}`)}
            </Labelled>
          </li>
        ))}
      </ul>
    </div>
  );
}
