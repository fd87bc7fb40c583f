import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { removePersonSchema, roleSchema } from "~/features/profile/contracts/parts";
import { listPeople, removePerson, setRole } from "~/features/profile/services/people.server";
import { ChangePerson } from "~/features/profile/ui/ChangePerson";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pageAsked } from "~/kernel/paging";
import { cut } from "~/kernel/text/cut";
import { Refused, Saved } from "~/ui/forms/forms";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ actor, deps, process, t, url }) => {
  const named = cut((url.searchParams.get("named") ?? "").trim(), 80);
  const { rows, page, pages, total } = await listPeople(deps, process, { page: pageAsked(url), named });
  return {
    title: t("profile:members.title"),
    slug: process.slug,
    named,
    paging: { page, pages },
    total,
    people: rows.map((one) => ({ ...one, isYou: one.id === actor.id })),
  };
});

export const action = acts(inProcess, "organizer", {
  role: intent(roleSchema, ({ actor, deps, process }, input) => setRole(deps, actor, process, input)),
  remove: intent(removePersonSchema, ({ actor, deps, process }, input) =>
    removePerson(deps, actor, process, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

/** Everybody who takes part, with what they are here; organizers hand over, and remove people. */
export default function ManageMembers() {
  const { slug, named, people, paging, total } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("profile:members.title")}</h1>
      <p className="lead">{t("profile:members.lead")}</p>
      <p>
        <PageLink to={`/p/${slug}/manage/people`}>{t("profile:members.invite")}</PageLink>
      </p>
      <Saved intent="role">{t("profile:members.roleSaved")}</Saved>
      <Saved intent="remove">{t("profile:members.removed")}</Saved>
      <Refused intent="role" />
      <Refused intent="remove" />
      <Form method="get" className="actions">
        <label>
          {t("profile:members.named")}{" "}
          <input type="search" name="named" defaultValue={named} maxLength={80} dir="auto" />
        </label>
        <button type="submit" className="btn q mini">
          {t("profile:members.find")}
        </button>
      </Form>
      <section className="section" aria-labelledby="everybody">
        <h2 id="everybody">{t("profile:members.count", { count: total })}</h2>
        <ul className="clean">
          {people.map((person) => (
            <li key={person.id}>
              <strong>
                <bdi>{person.name || person.email}</bdi>
              </strong>{" "}
              {person.isYou && <span className="frag">{t("profile:members.you")}</span>}
              <br />
              <span className="quiet small">
                <bdi>{person.email}</bdi>
                <br />
                {t(`membership:role.${person.role}`)} · {t("profile:members.since")}{" "}
                <Day at={person.joinedAt} />
              </span>
              {person.places.length > 0 && (
                <ul className="small">
                  {person.places.map((place) => (
                    <li key={place.name}>
                      <bdi>{place.name}</bdi>{" "}
                      <span className="quiet">{t(`membership:role.${place.role}`)}</span>
                    </li>
                  ))}
                </ul>
              )}
              <ChangePerson person={person} />
            </li>
          ))}
        </ul>
        <Pager {...paging} part="everybody" />
      </section>
    </>
  );
}
