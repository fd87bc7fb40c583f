import { Form } from "@remix-run/react";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { Icon } from "./Icon";

/** The search of a process, on each of its pages. */
export function Find({ slug, id }: { slug: string; id: string }) {
  const { t, language } = useWords();
  return (
    <Form method="get" action={inLanguage(language, `/p/${slug}/search`)} className="find" role="search">
      <label htmlFor={id}>
        <Icon name="search" />
        <span className="vh">{t("common:nav.find")}</span>
      </label>
      <input id={id} type="search" name="q" placeholder={t("common:nav.find")} />
      <kbd>/</kbd>
    </Form>
  );
}
