import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Paragraphs } from "~/ui/text/text";

/** Who makes a system, what it is, and where more is to be found. */
export function AboutSystem({
  maker,
  about,
  links,
}: {
  maker: string;
  about: LocalizedView;
  links: readonly { readonly label: string; readonly url: string }[];
}) {
  const { t } = useWords();
  return (
    <>
      <p className="lead">
        {maker && (
          <>
            {t("reviews:madeBy")} <bdi>{maker}</bdi>
          </>
        )}
      </p>
      {about.text && <Paragraphs view={about} />}
      {links.length > 0 && (
        <ul className="clean">
          {links.map(({ label, url }) => (
            <li key={url}>
              <a href={url} rel="nofollow noopener">
                <bdi>{label || url}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
