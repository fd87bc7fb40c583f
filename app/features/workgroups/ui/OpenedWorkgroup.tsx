import { useWords } from "~/i18n";
import { Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Pager } from "~/ui/text/Pager";
import { type blank, WorkgroupForm } from "./WorkgroupForm";

type Opened = {
  readonly id: string;
  readonly fields: typeof blank;
  readonly page: number;
  readonly pages: number;
  readonly members: readonly {
    readonly userId: string;
    readonly name: string;
    readonly role: "facilitator" | "member";
    readonly affiliated: boolean;
  }[];
};

/** The workgroup that an organizer works on: a page of its members, and what it is called. */
export function OpenedWorkgroup({ opened }: { opened: Opened }) {
  const { t } = useWords();
  return (
    <>
      {opened.members.length === 0 && <p className="quiet">{t("workgroups:manage.noMembers")}</p>}
      <ul className="clean">
        {opened.members.map((member) => (
          <li key={member.userId}>
            <PostForm className="actions">
              <input type="hidden" name="workgroup" value={opened.id} />
              <input type="hidden" name="userId" value={member.userId} />
              <span>
                <bdi>{member.name}</bdi>
              </span>
              <select name="role" defaultValue={member.role} aria-label={t("workgroups:manage.role")}>
                {(["member", "facilitator", "removed"] as const).map((role) => (
                  <option key={role} value={role}>
                    {t(`membership:role.${role}`)}
                  </option>
                ))}
              </select>
              <Tick name="affiliated" label={t("workgroups:people.affiliated")} on={member.affiliated} />
              <Submit intent="member" kind="q mini">
                {t("common:save")}
              </Submit>
            </PostForm>
          </li>
        ))}
      </ul>
      <Pager
        page={opened.page}
        pages={opened.pages}
        name="members"
        part={`group-${opened.fields.key}`}
        label={t("membership:role.member")}
      />
      <details className="more">
        <summary>{t("workgroups:manage.edit")}</summary>
        <WorkgroupForm fields={opened.fields} isNew={false} />
      </details>
    </>
  );
}
