import { Link, type LinkProps } from "@remix-run/react";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";

/**
 * A link to a page of this site, in the reader's language. `to` is the address without it. The page is asked for once somebody means
 * to follow it.
 */
export function PageLink({ to, ...rest }: LinkProps & { to: string }) {
  const { language } = useWords();
  return <Link prefetch="intent" to={inLanguage(language, to)} {...rest} />;
}
