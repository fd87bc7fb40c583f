import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { namedCountries, namedTongues } from "~/features/accounts/services/places.server";
import { commonGroups, readProfile } from "~/features/accounts/services/profile.server";
import { listSessions, revokeSessions } from "~/features/accounts/services/sessions.server";
import { LanguageTicks } from "~/features/accounts/ui/LanguageTicks";
import { requestAddress } from "~/features/profile/services/changeAddress.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { readOpenSeats } from "~/features/profile/services/parts.server";
import { saveProfile } from "~/features/profile/services/saveProfile.server";
import { ChangeAddress } from "~/features/profile/ui/ChangeAddress";
import { EraseAccount } from "~/features/profile/ui/EraseAccount";
import { Sessions } from "~/features/profile/ui/Sessions";
import { ZoneChoice } from "~/features/profile/ui/ZoneChoice";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { endCookie, readToken } from "~/http/session.server";
import { useWords } from "~/i18n";
import { email, profileSchema } from "~/kernel/fields";
import { Field, Refused, Saved, Submit, Tick } from "~/ui/forms/forms";
import { CountryOptions, LanguageOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(anywhere, "signed-in", async ({ deps, actor, language, request, t }) => {
  const person = await readProfile(deps, actor);
  const { email, displayName, affiliation, country, stakeholderGroups, showsName, locale, timeZone } = person;
  return {
    title: t("representation:profile.title"),
    profile: {
      email,
      displayName,
      affiliation,
      country,
      languages: person.languages,
      stakeholderGroups,
      showsName,
      locale,
      timeZone,
    },
    zones: Intl.supportedValuesOf("timeZone"),
    groups: commonGroups,
    countries: namedCountries(language),
    tongues: namedTongues(language, person.languages),
    sessions: await listSessions(deps, actor.id, await readToken(request)),
    openSeats: await readOpenSeats(deps, actor, language),
  };
});

const addressSchema = z.strictObject({ email });
const eraseSchema = z.strictObject({ sure: z.literal("yes"), texts: z.literal("yes").optional() });

export const action = acts(anywhere, "signed-in", {
  save: intent(profileSchema, ({ deps, actor }, input) => saveProfile(deps, actor, input)),
  revoke: intent(
    z.strictObject({ key: z.string().regex(/^[0-9a-f]{16}$/) }),
    async ({ deps, actor }, { key }) => {
      await revokeSessions(deps, actor.id, { key });
      return { ok: true, value: undefined };
    },
  ),
  address: intent(addressSchema, ({ deps, actor, language }, { email }) =>
    requestAddress(deps, actor, { email, language }),
  ),
  erase: intent(eraseSchema, async ({ deps, actor, to }, { texts }) => {
    const erased = await eraseAccount(deps, actor, texts === "yes");
    return erased.ok ? redirect(to("/"), { headers: { "Set-Cookie": await endCookie() } }) : erased;
  }),
  revokeOthers: intent(z.strictObject({}), async ({ deps, actor, request }) => {
    await revokeSessions(deps, actor.id, { exceptToken: await readToken(request) });
    return { ok: true, value: undefined };
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Profile() {
  const { profile, groups, countries, tongues, zones, sessions, openSeats } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <h1>{t("representation:profile.title")}</h1>
      <p className="lead small">
        <bdi>{profile.email}</bdi>
      </p>
      <p>
        <PageLink to="/profile/parts">{t("profile:parts.title")}</PageLink>
      </p>
      <PostForm>
        <Saved intent="save">{t("common:saved")}</Saved>
        <Refused intent="save" />
        <Field label={t("workgroups:profile.displayName")} of={["save", "displayName"]}>
          <input name="displayName" defaultValue={profile.displayName} maxLength={80} autoComplete="name" />
        </Field>
        <Field label={t("workgroups:profile.affiliation")} of={["save", "affiliation"]}>
          <input
            name="affiliation"
            defaultValue={profile.affiliation}
            maxLength={120}
            autoComplete="organization"
          />
        </Field>
        <Field label={t("representation:profile.country")} of={["save", "country"]}>
          <select name="country" defaultValue={profile.country}>
            <option value="">{t("representation:profile.none")}</option>
            <CountryOptions countries={countries} />
          </select>
        </Field>
        <Field label={t("profile:profile.locale")} of={["save", "locale"]}>
          <select name="locale" defaultValue={profile.locale}>
            <LanguageOptions />
          </select>
        </Field>
        <ZoneChoice chosen={profile.timeZone} zones={zones} />
        <fieldset className="field">
          <legend>{t("profile:profile.groups")}</legend>
          <span className="hint">{t("profile:profile.groupsHint")}</span>
          {groups.map((group) => (
            <Tick
              key={group}
              name="stakeholderGroups"
              value={group}
              label={t(`membership:group.${group}`)}
              on={profile.stakeholderGroups.includes(group)}
            />
          ))}
        </fieldset>
        <fieldset className="field">
          <legend>{t("representation:profile.languages")}</legend>
          <LanguageTicks name="languages" tongues={tongues} chosen={profile.languages} />
        </fieldset>
        <fieldset className="field">
          <legend>{t("profile:profile.consent")}</legend>
          <Tick name="showsName" label={t("profile:profile.showsName")} on={profile.showsName} />
        </fieldset>
        <div className="actions">
          <Submit intent="save">{t("common:save")}</Submit>
        </div>
      </PostForm>
      <Sessions sessions={sessions} />
      <ChangeAddress />
      <section className="section" aria-labelledby="own">
        <h2 id="own">{t("profile:own.title")}</h2>
        <p className="quiet">{t("profile:own.lead")}</p>
        <p>
          <a className="btn q" href="/profile/my-data.json" download>
            {t("profile:own.do")}
          </a>
        </p>
      </section>
      <EraseAccount openSeats={openSeats} />
    </div>
  );
}
