import { isPlacedByHand } from "~/features/comments/domain/comment";
import type { Thread } from "~/features/comments/services/findThread.server";
import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";

/** Where a comment stands in later versions; organizers say whether an approximate place is right. */
export function Places({
  base,
  places,
  isOrganizer,
}: {
  base: string;
  places: Thread["places"];
  isOrganizer: boolean;
}) {
  const { t, format } = useWords();
  if (places.length === 0) return null;
  return (
    <section className="note" aria-labelledby="places">
      <h2 id="places">{t("discussion:comments.place.title")}</h2>
      <ul className="clean">
        {places.map((place) => (
          <li key={place.label}>
            <Labelled
              label={
                <PageLink
                  to={
                    place.clauseId
                      ? `${base}/drafts/${place.label}/clauses/${place.clauseId}`
                      : `${base}/drafts/${place.label}`
                  }
                >
                  <bdi>{place.label}</bdi>
                </PageLink>
              }
            >
              {isPlacedByHand(place)
                ? t("discussion:comments.place.byHand")
                : t(`discussion:comments.match.${place.match}`)}
              {place.match === "approximate" &&
                !isPlacedByHand(place) &&
                ` ${format.percent(place.confidence / 1000)}`}
            </Labelled>
            {place.quote && <blockquote className="comment-quote">{place.quote}</blockquote>}
            {isOrganizer && place.match === "approximate" && !place.confirmedAt && (
              <PostForm className="actions">
                <input type="hidden" name="intent" value="place" />
                <input type="hidden" name="draft" value={place.label} />
                <button type="submit" name="verdict" value="right" className="btn mini">
                  {t("discussion:comments.place.right")}
                </button>
                <button type="submit" name="verdict" value="wrong" className="btn q mini">
                  {t("discussion:comments.place.wrong")}
                </button>
              </PostForm>
            )}
            {isOrganizer && (place.match === "gone" || isPlacedByHand(place)) && (
              <details className="more no-print" open={place.match === "gone"}>
                <summary className="small">{t("discussion:comments.place.put")}</summary>
                <PostForm>
                  <input type="hidden" name="draft" value={place.label} />
                  <Field
                    label={t("discussion:comments.place.link")}
                    hint={t("discussion:comments.place.linkHint")}
                    of={["placeAt", "link"]}
                  >
                    <input name="link" required maxLength={500} dir="ltr" />
                  </Field>
                  <Submit intent="placeAt" kind="q mini">
                    {t("discussion:comments.place.put")}
                  </Submit>
                </PostForm>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
