import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { translatorSchema } from "~/features/translation/contracts/translation";
import { listTranslators, setTranslator } from "~/features/translation/services/translators.server";
import { calledIn } from "~/features/workgroups/services/shownAddress.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { UserId } from "~/kernel/ids";
import { pageAsked } from "~/kernel/paging";
import { Refused, Saved, Submit, Tick } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { PostForm } from "~/ui/forms/PostForm";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ deps, process, t, url }) => {
  const { rows, ...paging } = await listTranslators(deps, process, pageAsked(url));
  const called = calledIn(rows);
  return {
    ...paging,
    title: t("translation:translators.title"),
    languages: process.languages.filter((one) => one !== process.sourceLanguage),
    people: rows.map(({ userId, languages }, at) => ({ userId, languages, name: called[at] ?? "" })),
  };
});

export const action = acts(inProcess, "organizer", {
  set: intent(translatorSchema, ({ deps, actor, process }, { userId, languages }) =>
    setTranslator(deps, actor, process, userId as UserId, languages),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Translators() {
  const { languages, people, page, pages } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const nameOf = useLanguageName();
  return (
    <>
      <h1>{t("translation:translators.title")}</h1>
      <p className="lead">{t("translation:translators.lead")}</p>
      <Refused intent="set" />
      <Saved intent="set">{t("common:saved")}</Saved>
      {languages.length === 0 && <p className="quiet section">{t("translation:translators.noLanguages")}</p>}
      <ul className="clean section">
        {languages.length > 0 &&
          people.map((one) => (
            <li key={one.userId}>
              <PostForm className="actions">
                <input type="hidden" name="userId" value={one.userId} />
                <bdi>{one.name}</bdi>
                {languages.map((language) => (
                  <Tick
                    key={language}
                    name="languages"
                    value={language}
                    label={<span lang={language}>{nameOf(language)}</span>}
                    on={one.languages.includes(language)}
                  />
                ))}
                <Submit intent="set" kind="q mini">
                  {t("common:save")}
                </Submit>
              </PostForm>
            </li>
          ))}
      </ul>
      <Pager page={page} pages={pages} />
    </>
  );
}
