import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { onRound } from "~/features/rounds/registrations/place.server";
import { discardRound, draftRound } from "~/features/rounds/services/draftRound.server";
import { setFileSeats } from "~/features/rounds/services/roll.server";
import { roundDesk } from "~/features/rounds/services/roundViews.server";
import { RollFacts } from "~/features/rounds/ui/RollFacts";
import { Scheduled } from "~/features/rounds/ui/Scheduled";
import { VoidNotice } from "~/features/rounds/ui/VoidNotice";
import { roundSchema } from "~/features/votes/contracts/round";
import { readFileSeats } from "~/features/votes/services/readFileSeats.server";
import { roundChoices, ruleFields } from "~/features/votes/services/roundForm.server";
import { roundInput } from "~/features/votes/services/roundInput.server";
import { FileSeats } from "~/features/votes/ui/FileSeats";
import { RoundForm } from "~/features/votes/ui/RoundForm";
import { acts, intent, preview, previewedTable, refusedTable } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { nothingSchema, pastedSchema } from "~/kernel/fields";
import { localMomentText } from "~/kernel/figures/localMoment";
import { localize } from "~/kernel/language/localized";
import { Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(
  onRound("components"),
  "organizer",
  async ({ deps, language, process, round, shared }) => {
    const version = round.state === "draft" ? null : round.componentVersion;
    const [desk, choices] = await Promise.all([
      roundDesk(deps, round),
      shared(roundChoices, process, language, version),
    ]);
    return {
      slug: process.slug,
      number: round.number,
      title: localize(round.title, language),
      state: round.state,
      opensAt: round.opensAt,
      openingRefused: round.openingRefused,
      plan: round.plan,
      ...desk,
      closesAt: round.closesAt,
      voidedAt: round.voidedAt,
      ...choices,
      values: {
        title: round.title.text[round.title.source] ?? "",
        workgroup: round.workgroupId ?? "public",
        ...ruleFields(round.rule),
        asked: round.asked,
        offersNotNecessary: round.offersNotNecessary,
        offersCannotJudge: round.offersCannotJudge,
        attribution: round.attribution,
        reveal: round.reveal,
        closesAt: localMomentText(round.closesAt),
      },
    };
  },
);

export const action = acts(onRound("components"), "organizer", {
  edit: intent(roundSchema, async ({ actor, deps, process, round }, form) => {
    const read = roundInput(form);
    if (!read.ok) return read;
    return draftRound(deps, actor, process, read.value, round);
  }),
  readSeats: preview(pastedSchema, async (_, input) =>
    previewedTable("readSeats", input, readFileSeats(input.csv, input), (row) => row),
  ),
  seats: intent(pastedSchema, async ({ actor, deps, process, round }, input) => {
    const read = readFileSeats(input.csv, input);
    if (read.problems.length > 0) return refusedTable("seats", input, read);
    const seats = read.rows.map(({ line: _, ...seat }) => seat);
    return setFileSeats(deps, actor, process, round, seats);
  }),
  discard: intent(nothingSchema, async ({ actor, deps, round, process, to }) => {
    const gone = await discardRound(deps, actor, round);
    return gone.ok ? redirect(to(`/p/${process.slug}/manage/rounds`)) : gone;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function ManageRound() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <p className="crumb">
        <PageLink to={`${base}/manage/rounds`}>{t("processes:manage.nav.rounds")}</PageLink> ›{" "}
        {t("rounds:number", { number: data.number })}
      </p>
      <h1>
        {t("rounds:number", { number: data.number })} · {data.title.text}
      </h1>
      <p className="lead">
        {data.state === "open" && data.voidedAt
          ? t("votes:phaseLead.void")
          : t(`votes:round.state.${data.state === "draft" && data.plan !== null ? "planned" : data.state}`)}
      </p>
      {(["discard", "readSeats", "seats"] as const).map((name) => (
        <Refused key={name} intent={name} />
      ))}
      <Saved intent="edit">{t("common:saved")}</Saved>
      <Saved intent="seats">{t("common:saved")}</Saved>
      {(data.state !== "draft" || data.soFar.onRoll !== 0) && <RollFacts soFar={data.soFar} />}
      <VoidNotice since={data.voidedAt} forOrganizers />
      <Scheduled opensAt={data.opensAt} openingRefused={data.openingRefused} />
      <div className="actions">
        <PageLink to={`${base}/rounds/${data.number}`} className="btn q">
          {t("common:round.publicPage")}
        </PageLink>
        {data.state === "open" && !data.voidedAt && data.takesFile && (
          <PageLink to={`${base}/manage/rounds/${data.number}/ballots`} className="btn q">
            {t("votes:round.fileSeats")}
          </PageLink>
        )}
        {data.state === "open" && !data.closesAt && (
          <PageLink to={`${base}/manage/rounds/${data.number}/close`} className="btn">
            {t("votes:round.close")}
          </PageLink>
        )}
        {data.state === "open" && !data.voidedAt && (
          <PageLink to={`${base}/manage/rounds/${data.number}/extend`} className="btn q">
            {t(data.closesAt ? "rounds:extending.link" : "rounds:extending.give.link")}
          </PageLink>
        )}
        {data.state === "closed" && (
          <PageLink to={`${base}/manage/compile`} className="btn">
            {t("processes:manage.nav.compile")}
          </PageLink>
        )}
        {data.state === "draft" && (
          <>
            <PageLink to={`${base}/manage/rounds/${data.number}/open`} className="btn">
              {t("votes:round.open")}
            </PageLink>
            <PageLink to={`${base}/manage/rounds/${data.number}/schedule`} className="btn q">
              {t(data.opensAt ? "rounds:scheduling.change" : "rounds:scheduling.link")}
            </PageLink>
          </>
        )}
        {data.state === "draft" && data.plan === null && (
          <PostForm>
            <Submit intent="discard" kind="danger">
              {t("votes:round.discard")}
            </Submit>
          </PostForm>
        )}
      </div>
      {data.plan !== null && (
        <p className="measure">
          {data.state === "draft" && t("errors:code.round_planned")}{" "}
          <PageLink to={`${base}/plans/${data.plan}`}>{t("votes:inPlan", { number: data.plan })}</PageLink>
        </p>
      )}
      {data.state === "open" &&
        (data.closesAt ? (
          <p className="quiet measure">
            {t("rounds:closes")} <Moment at={data.closesAt} />. {t("errors:code.deadline_declared")}
          </p>
        ) : (
          <p className="quiet measure">{t("votes:round.closeLead")}</p>
        ))}
      {data.state === "draft" && (
        <>
          <p className="quiet measure">{t("votes:round.openLead")}</p>
          {data.plan === null && (
            <section className="section" aria-labelledby="edit">
              <h2 id="edit">{t("votes:round.edit")}</h2>
              <RoundForm
                intent="edit"
                groups={data.groups}
                components={data.components}
                values={data.values}
              />
            </section>
          )}
          <section className="section" aria-labelledby="seats">
            <h2 id="seats">{t("votes:round.fileSeats")}</h2>
            <p className="quiet measure">{t("votes:round.fileSeatsLead")}</p>
            <FileSeats />
          </section>
        </>
      )}
    </>
  );
}
