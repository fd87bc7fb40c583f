import { Link, type LinkProps } from "@remix-run/react";
import { inLanguage } from "~/http/languagePath";
import { useWords } from "~/i18n";

/** A link to a page of this site, in the reader's language. `to` is the address without it. */
export function Go({ to, ...rest }: LinkProps & { to: string }) {
  const { language } = useWords();
  return <Link to={inLanguage(language, to)} {...rest} />;
}
