import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { memberSchema, workgroupSchema } from "~/features/workgroups/contracts/workgroups";
import { type WorkgroupRow, workgroupsOf } from "~/features/workgroups/services/read.server";
import { calledIn } from "~/features/workgroups/services/shownAddress.server";
import {
  changeMember,
  membersInEach,
  membersPage,
  saveWorkgroup,
} from "~/features/workgroups/services/workgroups.server";
import { OpenedWorkgroup } from "~/features/workgroups/ui/OpenedWorkgroup";
import { blank, WorkgroupForm } from "~/features/workgroups/ui/WorkgroupForm";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { UserId, WorkgroupId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { pageAsked, pageOf } from "~/kernel/paging";
import { Refused, Saved } from "~/ui/forms/forms";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t, url }) => {
  const all = await workgroupsOf(deps.db, process.id);
  const { rows, ...paging } = pageOf(all, pageAsked(url));
  const opened = all.find(({ key }) => key === url.searchParams.get("workgroup"));
  const [people, members] = await Promise.all([
    membersInEach(
      deps.db,
      rows.map(({ id }) => id),
    ),
    opened && membersPage(deps, opened.id, pageAsked(url, "members")),
  ]);
  const called = calledIn((members?.rows ?? []).map(({ displayName: name, email }) => ({ name, email })));
  return {
    ...paging,
    slug: process.slug,
    title: t("processes:manage.nav.workgroups"),
    groups: rows.map(({ id, key, name }) => ({ id, key, name, people: people.get(id) ?? 0 })),
    opened: opened &&
      members && {
        id: opened.id,
        fields: fieldsOf(opened, language),
        page: members.page,
        pages: members.pages,
        members: members.rows.map(({ id: userId, role, affiliated }, at) => ({
          userId,
          name: called[at] ?? "",
          role,
          affiliated,
        })),
      },
  };
});

const fieldsOf = ({ key, name, system, maker, charter }: WorkgroupRow, language: Language) => ({
  key,
  name,
  system,
  maker,
  charter: charter.text[language] ?? "",
});

export const action = acts(inProcess, "organizer", {
  save: intent(workgroupSchema, ({ actor, deps, language, process }, input) =>
    saveWorkgroup(deps, actor, process, language, input),
  ),
  member: intent(memberSchema, async ({ actor, deps, process }, input) => {
    const workgroup = (await workgroupsOf(deps.db, process.id)).find(
      ({ id }) => id === (input.workgroup as WorkgroupId),
    );
    if (!workgroup) return { ok: false, error: { code: "not_found" } };
    const { role, affiliated } = input;
    return changeMember(deps, actor, process, workgroup, {
      userId: input.userId as UserId,
      role,
      affiliated,
    });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageWorkgroups() {
  const { slug, groups, opened, page, pages } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("processes:manage.nav.workgroups")}</h1>
      <p className="lead">{t("workgroups:manage.lead")}</p>
      <Saved intent="save">{t("common:saved")}</Saved>
      <Saved intent="member">{t("common:saved")}</Saved>
      <Refused intent="save" />
      <Refused intent="member" />
      {groups.map((group) => (
        <section className="section" key={group.id} aria-labelledby={`group-${group.key}`}>
          <h2 id={`group-${group.key}`}>
            <bdi>{group.name}</bdi>
          </h2>
          {opened?.id === group.id ? (
            <OpenedWorkgroup key={opened.page} opened={opened} />
          ) : (
            <p>
              <PageLink
                to={`/p/${slug}/manage/workgroups?page=${page}&workgroup=${group.key}#group-${group.key}`}
              >
                {t("workgroups:manage.edit")}
              </PageLink>{" "}
              <span className="quiet small">{t("workgroups:members", { count: group.people })}</span>
            </p>
          )}
        </section>
      ))}
      <Pager page={page} pages={pages} />
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("workgroups:manage.new")}</h2>
        <WorkgroupForm fields={blank} isNew known={opened ? [opened.fields.key] : []} />
      </section>
    </>
  );
}
