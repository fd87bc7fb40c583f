import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { removePersonSchema, roleSchema } from "~/features/profile/contracts/parts";
import { listPeople, removePerson, setRole } from "~/features/profile/services/people.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pageAsked } from "~/kernel/paging";
import { cut } from "~/kernel/text/cut";
import { Field, LongText, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
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
                {t(`membership:role.${person.role}`)}, {t("profile:members.since")}{" "}
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
              <Change person={person} />
            </li>
          ))}
        </ul>
        <Pager {...paging} part="everybody" />
      </section>
    </>
  );
}

type Person = { readonly id: string; readonly role: "organizer" | "participant"; readonly isYou: boolean };

function Change({ person: { id, role, isYou } }: { person: Person }) {
  const { t } = useWords();
  const other = role === "organizer" ? "participant" : "organizer";
  return (
    <details className="more">
      <summary>{t("profile:members.change")}</summary>
      <p>{t(`profile:members.means.${other}`)}</p>
      <PostForm className="actions">
        <input type="hidden" name="person" value={id} />
        <input type="hidden" name="role" value={other} />
        <Submit intent="role" kind="q mini">
          {t(`profile:members.make.${other}`)}
        </Submit>
      </PostForm>
      {!isYou && (
        <PostForm>
          <p>{t("profile:members.means.removed")}</p>
          <input type="hidden" name="person" value={id} />
          <Field label={t("profile:members.words")} of={["remove", "words"]}>
            <LongText name="words" maxLength={1000} rows={2} dir="auto" />
          </Field>
          <div className="actions">
            <Submit intent="remove" kind="danger">
              {t("profile:members.remove")}
            </Submit>
          </div>
        </PostForm>
      )}
    </details>
  );
}
