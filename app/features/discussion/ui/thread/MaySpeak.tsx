import type { ThreadPage } from "~/features/discussion/services/threadPage.server";
import { useWords } from "~/i18n";
import { SignInLink } from "~/ui/frame/SignInLink";

/** Below a thread, for those who cannot write in it: to sign in, or that they were suspended from the discussion. */
export function MaySpeak({
  data: { isSignedIn, maySpeak },
  here,
  signIn,
}: {
  data: ThreadPage;
  here: string;
  signIn: string;
}) {
  const { t } = useWords();
  return (
    <>
      {!isSignedIn && (
        <SignInLink back={here} className="btn q mini">
          {signIn}
        </SignInLink>
      )}
      {isSignedIn && !maySpeak && <p className="quiet">{t("errors:code.restrained")}</p>}
    </>
  );
}
