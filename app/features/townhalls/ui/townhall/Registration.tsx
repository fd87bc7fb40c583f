import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { SignInLink } from "~/ui/frame/SignInLink";

/** Before a townhall: to say that one comes, or to take it back. */
export function Registration({
  isSignedIn,
  isRegistered,
  here,
}: {
  isSignedIn: boolean;
  isRegistered: boolean;
  here: string;
}) {
  const { t } = useWords();
  return (
    <section className="note" aria-labelledby="register">
      <h2 id="register">{t("townhalls:register.title")}</h2>
      {isSignedIn ? (
        <PostForm className="actions">
          <Submit intent={isRegistered ? "unregister" : "register"} kind={isRegistered ? "q" : ""}>
            {isRegistered ? t("townhalls:register.undo") : t("townhalls:register.do")}
          </Submit>
        </PostForm>
      ) : (
        <SignInLink back={here} className="btn">
          {t("townhalls:register.signIn")}
        </SignInLink>
      )}
      <p className="quiet small">{isRegistered ? t("townhalls:register.is") : t("townhalls:register.why")}</p>
    </section>
  );
}
