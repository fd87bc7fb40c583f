import type { PlanData } from "~/features/representation/ui/manage/data";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { proposeAddress } from "~/ui/forms/address/proposeAddress";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { StackedTable } from "~/ui/table/StackedTable";
import { Labelled } from "~/ui/text/Labelled";
import { useShownCount } from "~/ui/text/useShownCount";

/** Links by which people are invited, whom they reached, and a form for another. */
export function Campaigns({ data }: { data: PlanData }) {
  const { t, format } = useWords();
  const shown = useShownCount();
  return (
    <section className="section" aria-labelledby="campaigns">
      <h2 id="campaigns">{t("representation:manage.campaigns")}</h2>
      <p className="quiet measure">{t("representation:manage.campaignsLead")}</p>
      {data.campaigns.length > 0 && (
        <StackedTable
          label={t("representation:manage.campaigns")}
          columns={[
            t("representation:manage.campaign"),
            t("representation:manage.link"),
            { label: t("representation:manage.invited"), kind: "n" },
            { label: t("representation:manage.joined"), kind: "n" },
            t("representation:manage.reached"),
            t("representation:manage.end"),
          ]}
          rows={data.campaigns.map((one) => ({
            key: one.code,
            head: <bdi>{one.name}</bdi>,
            cells: [
              <code key="link">{`${data.origin}/p/${data.slug}/join?c=${one.code}`}</code>,
              format.number(one.invited),
              shown(one.joined),
              <Reached key="reached" data={data} groups={one.groups} />,
              <End key="end" campaign={one} />,
            ],
          }))}
        />
      )}
      <PostForm key={data.campaigns.length}>
        <div className="row">
          <Field label={t("representation:manage.name")} of={["campaign", "name"]}>
            <input name="name" required maxLength={120} dir="auto" onChange={proposeAddress("code")} />
          </Field>
          <Field label={t("representation:manage.code")} of={["campaign", "code"]}>
            <input name="code" required maxLength={60} pattern="[a-z0-9\-]+" dir="ltr" />
          </Field>
        </div>
        <div className="actions">
          <Submit intent="campaign" kind="q">
            {t("common:add")}
          </Submit>
        </div>
      </PostForm>
    </section>
  );
}

type Campaign = PlanData["campaigns"][number];

function Reached({ data, groups }: { data: PlanData; groups: Campaign["groups"] }) {
  const shown = useShownCount();
  return (
    <span className="small">
      {data.groups.map(({ key, title }, at) => (
        <span key={key}>
          {at > 0 && " · "}
          <Labelled label={title}>{shown(ownValue(groups, key))}</Labelled>
        </span>
      ))}
    </span>
  );
}

function End({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  if (campaign.isOver) return <span className="quiet">{t("representation:manage.ended")}</span>;
  return (
    <PostForm>
      <input type="hidden" name="code" value={campaign.code} />
      <Submit intent="end" kind="q mini">
        {t("representation:manage.end")}
      </Submit>
    </PostForm>
  );
}
