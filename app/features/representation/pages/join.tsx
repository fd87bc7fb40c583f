import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { namedCountries, namedTongues } from "~/features/accounts/services/places.server";
import { LanguageTicks } from "~/features/accounts/ui/LanguageTicks";
import { inProcess } from "~/features/membership/registrations/place.server";
import { placeSchema } from "~/features/representation/contracts/representation";
import { describeSelfIn, placeOf } from "~/features/representation/services/describeSelfIn.server";
import { acts, intent } from "~/http/action.server";
import { campaignIn } from "~/http/campaignCookie";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Field, Refused, Submit, Tick } from "~/ui/forms/forms";
import { CountryOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Content } from "~/ui/text/text";

export const loader = reads(
  inProcess,
  "anyone",
  async ({ actor, deps, language, process, standing, t, url }) => {
    const own = await placeOf(deps, process, standing.suspended ? null : actor, language);
    const campaign = campaignIn(url) || (actor?.campaign ?? "");
    return {
      slug: process.slug,
      process: localize(process.title, language),
      summary: localize(process.summary, language),
      title: t("representation:join.title"),
      isSignedIn: actor !== null && !standing.suspended,
      campaign,
      countries: namedCountries(language),
      tongues: namedTongues(language, own.languages),
      own,
    };
  },
);

export const action = acts(inProcess, "signed-in", {
  place: intent(placeSchema, async ({ actor, deps, process, to }, input) => {
    const placed = await describeSelfIn(deps, actor, process, input);
    return placed.ok ? redirect(to(`/p/${process.slug}/people`)) : placed;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Join() {
  const { slug, process, summary, isSignedIn, campaign, countries, tongues, own } =
    useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("representation:join.title")}
      </Crumbs>
      <h1>{t("representation:join.title")}</h1>
      <p className="lead">
        <Content view={summary} />
      </p>
      <p className="measure">{t("representation:join.private")}</p>
      {!isSignedIn ? (
        <div className="actions">
          <SignInLink back={`${base}/join${campaign ? `?c=${campaign}` : ""}`} className="btn">
            {t("representation:join.signIn")}
          </SignInLink>
        </div>
      ) : (
        <PostForm className="section measure">
          <Refused intent="place" />
          <input type="hidden" name="campaign" value={campaign} />
          <fieldset className="field">
            <legend>{t("representation:join.groups")}</legend>
            <p className="hint">{t("representation:join.groupsHint")}</p>
            {own.groups.map(({ key, title, question, isMine }) => (
              <Tick
                key={key}
                name="groups"
                value={key}
                on={isMine}
                label={
                  question?.text ? (
                    <>
                      <Content view={question} />{" "}
                      <span className="quiet small">
                        — <Content view={title} />
                      </span>
                    </>
                  ) : (
                    <Content view={title} />
                  )
                }
              />
            ))}
          </fieldset>
          <Field label={t("representation:profile.country")} of={["place", "country"]}>
            <select name="country" defaultValue={own.country}>
              <option value="">{t("representation:profile.none")}</option>
              <CountryOptions countries={countries} />
            </select>
          </Field>
          <fieldset className="field">
            <legend>{t("representation:profile.languages")}</legend>
            <LanguageTicks name="languages" tongues={tongues} chosen={own.languages} />
          </fieldset>
          {own.questions.map(({ key, title, options, answer }) => (
            <Field key={key} label={<Content view={title} />}>
              <select name={`self.${key}`} defaultValue={answer}>
                <option value="">{t("representation:join.rather")}</option>
                {options.map((option) => (
                  <option key={option.key} value={option.key}>
                    {option.title.text}
                  </option>
                ))}
              </select>
            </Field>
          ))}
          <div className="actions">
            <Submit intent="place">{t(own.joinedAt ? "common:save" : "representation:join.do")}</Submit>
          </div>
        </PostForm>
      )}
    </>
  );
}
