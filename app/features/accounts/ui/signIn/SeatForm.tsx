import type { BeginProps } from "~/features/accounts/ui/signInForms";
import { useWords } from "~/i18n";
import { Refused } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** The demo's ready seats, a button each. */
export function SeatForm({ back, choices }: BeginProps) {
  const { t } = useWords();
  if (choices.length === 0) return null;
  return (
    <section className="section" aria-labelledby="seats">
      <h2 id="seats">{t("accounts:seats.title")}</h2>
      <p className="quiet">{t("accounts:seats.lead")}</p>
      <PostForm reloadDocument>
        <Refused intent="seat" />
        <input type="hidden" name="intent" value="seat" />
        <input type="hidden" name="redirectTo" value={back} />
        <ul className="clean">
          {choices.map(({ value, label }) => (
            <li key={value}>
              <button type="submit" name="seat" value={value} className="btn q">
                <bdi>{label}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </PostForm>
    </section>
  );
}
