import type { ReactNode } from "react";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  /** The address to come back to, without its language. */
  back: string;
  className: string;
  children: ReactNode;
};

/** A link to the sign-in page that leads back here, in the reader's language. */
export function SignInLink({ back, className, children }: Props) {
  const { language } = useWords();
  const isSignIn = /^\/sign-in(\/|$)/.test(back);
  const query = isSignIn ? "" : `?redirectTo=${encodeURIComponent(inLanguage(language, back))}`;
  return (
    <PageLink to={`/sign-in${query}`} className={className}>
      {children}
    </PageLink>
  );
}
