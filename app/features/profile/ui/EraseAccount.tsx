import type { OpenSeat } from "~/features/profile/services/parts.server";
import { useWords } from "~/i18n";
import { beginErasing } from "~/ui/forms/erasing";
import { Refused, Submit, Tick } from "~/ui/forms/forms";
import { usePersonId } from "~/ui/forms/kept/whose";
import { PostForm } from "~/ui/forms/PostForm";
import { OpenSeats } from "./OpenSeats";

/** The end of an account; what becomes of ballots and seats stands above the button. */
export function EraseAccount({ openSeats }: { openSeats: readonly OpenSeat[] }) {
  const { t } = useWords();
  const person = usePersonId();
  return (
    <section className="section" aria-labelledby="erase">
      <h2 id="erase">{t("profile:erase.title")}</h2>
      <p className="quiet">{t("profile:erase.lead")}</p>
      {openSeats.length > 0 && (
        <div className="notice">
          <p>{t("profile:erase.open")}</p>
          <OpenSeats seats={openSeats} mayGiveUp={false} />
        </div>
      )}
      <Refused intent="erase" />
      <PostForm reloadDocument onSubmit={() => beginErasing(person)}>
        <Tick name="texts" label={t("profile:erase.texts")} on={false} />
        <Tick name="sure" label={t("profile:erase.sure")} on={false} />
        <div className="actions">
          <Submit intent="erase" kind="danger">
            {t("profile:erase.do")}
          </Submit>
        </div>
      </PostForm>
    </section>
  );
}
