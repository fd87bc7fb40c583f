import type { OpenSeat } from "~/features/profile/services/parts.server";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

/** Rounds that are open in which one has a seat, with what becomes of one's ballot; each can be given up where that is offered. */
export function OpenSeats({ seats, mayGiveUp }: { seats: readonly OpenSeat[]; mayGiveUp: boolean }) {
  const { t } = useWords();
  return (
    <ul className="clean">
      {seats.map((seat) => (
        <li key={seat.id}>
          <PageLink to={seat.path}>
            <Content view={seat.title} />
          </PageLink>
          <br />
          <span className="quiet small">
            {t(seat.hasBallot ? "profile:parts.hasBallot" : "profile:parts.noBallot")}
          </span>
          {mayGiveUp && (
            <PostForm className="actions">
              <input type="hidden" name="round" value={seat.id} />
              <Submit intent="giveUp" kind="q mini">
                {t("profile:parts.giveUp")}
              </Submit>
            </PostForm>
          )}
        </li>
      ))}
    </ul>
  );
}
