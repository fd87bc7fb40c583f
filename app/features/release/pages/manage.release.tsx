import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { takeBackSchema } from "~/features/confirmations/contracts/confirming";
import { takeBack } from "~/features/confirmations/services/askSecond.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { gateSchema, removeGateSchema, snapshotSchema } from "~/features/release/contracts/release";
import { boardPage } from "~/features/release/services/boardPage.server";
import { takeSnapshot } from "~/features/release/services/decide.server";
import {
  confirmGates,
  gateRequests,
  removeOrAsk,
  saveOrAsk,
} from "~/features/release/services/gateRequests.server";
import { gateShown, gatesOf } from "~/features/release/services/gates.server";
import { GateForm, RemoveGate } from "~/features/release/ui/GateForm";
import { GateRequests } from "~/features/release/ui/GateRequests";
import { type GateShown, Gates } from "~/features/release/ui/Gates";
import { SnapshotList } from "~/features/release/ui/SnapshotList";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { id } from "~/kernel/fields";
import { versionOf } from "~/platform/version.server";
import { MoreFields } from "~/ui/forms/EditForm";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ actor, deps, language, process, shared, t }) => {
  const [page, rows] = await Promise.all([
    shared(boardPage, process, language, null),
    gatesOf(deps.db, process),
  ]);
  return {
    slug: process.slug,
    title: t("release:manage.title"),
    waiting: await gateRequests(deps, actor, process, language, rows),
    today: deps.now().toISOString().slice(0, 10),
    draft: page?.draft?.label ?? null,
    drafts: page?.drafts ?? [],
    gates: page?.gates ?? [],
    groups: page?.groups ?? {},
    snapshots: page?.snapshots ?? [],
    edited: rows.map((row) => {
      const shown = gateShown(row, language);
      return { id: row.id as string, ...shown, reason: "", seen: versionOf(shown) };
    }),
  };
});

export const action = acts(inProcess, "organizer", {
  gate: intent(gateSchema, ({ actor, deps, language, process }, input) =>
    saveOrAsk(deps, actor, process, language, input),
  ),
  remove: intent(removeGateSchema, ({ actor, deps, process }, input) =>
    removeOrAsk(deps, actor, process, input),
  ),
  confirm: intent(z.strictObject({ asked: id }), ({ actor, deps, process }, { asked }) =>
    confirmGates(deps, actor, process, asked),
  ),
  takeBack: intent(takeBackSchema, ({ actor, deps, process }, { asked }) =>
    takeBack(deps, actor, process, asked),
  ),
  snapshot: intent(snapshotSchema, ({ actor, deps, process }, input) =>
    takeSnapshot(deps, actor, process, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

const intents = ["gate", "remove", "snapshot"] as const;

export default function ManageRelease() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const approved = new Set(
    data.snapshots.filter((one) => one.decision?.decision === "approved").map(({ draft }) => draft),
  );
  const undecided = data.snapshots.filter((one) => one.decision === null && !approved.has(one.draft));
  return (
    <>
      <h1>{t("release:manage.title")}</h1>
      <p className="lead">{t("release:manage.lead")}</p>
      {intents.map((name) => (
        <div key={name}>
          <Refused intent={name} />
          <Saved intent={name}>
            {t(data.waiting && name !== "snapshot" ? "confirmations:own" : "common:saved")}
          </Saved>
        </div>
      ))}
      {data.draft && data.gates.length > 0 && (
        <section className="section" aria-labelledby="now">
          <h2 id="now">
            {t("release:gatesOf")} <bdi>{data.draft}</bdi>
          </h2>
          <Gates base={base} gates={data.gates as GateShown[]} groups={data.groups} />
        </section>
      )}
      {data.waiting && <GateRequests {...data.waiting} />}
      <section className="section" aria-labelledby="gates">
        <h2 id="gates">{t("release:manage.gates")}</h2>
        {data.edited.map((gate) => (
          <MoreFields key={gate.id} summary={<bdi>{gate.title}</bdi>} intent="gate" which={["id", gate.id]}>
            <GateForm gate={gate} asks={data.waiting !== null} />
            <RemoveGate id={gate.id} asks={data.waiting !== null} />
          </MoreFields>
        ))}
        <h3 className="section">{t("release:manage.newGate")}</h3>
        <GateForm
          key={data.edited.length}
          asks={data.waiting !== null}
          gate={{ id: "", title: "", kind: "support", least: 1, dueOn: data.today, reason: "", seen: "" }}
        />
      </section>
      <section className="section measure" aria-labelledby="snapshot">
        <h2 id="snapshot">{t("release:manage.snapshot")}</h2>
        <p className="quiet">{t("release:snapshotsLead")}</p>
        {data.draft === null ? (
          <p className="notice">{t("release:noDraft")}</p>
        ) : (
          <PostForm key={data.snapshots.length}>
            <div className="row">
              <Field label={t("release:manage.draft")}>
                <select name="draft">
                  {data.drafts.map((label) => (
                    <option key={label}>{label}</option>
                  ))}
                </select>
              </Field>
              <Field label={t("release:manage.meeting")} of={["snapshot", "meeting"]}>
                <input name="meeting" required maxLength={200} dir="auto" />
              </Field>
            </div>
            <div className="actions">
              <Submit intent="snapshot">{t("release:manage.take")}</Submit>
            </div>
          </PostForm>
        )}
        <SnapshotList base={base} snapshots={data.snapshots} />
      </section>
      {undecided.length > 0 && (
        <section className="section measure" aria-labelledby="decide">
          <h2 id="decide">{t("release:manage.decide")}</h2>
          <p className="quiet">{t("release:manage.decideLead")}</p>
          <ul className="clean">
            {undecided.map((one) => (
              <li key={one.number}>
                <PageLink to={`${base}/manage/release/${one.number}`} className="btn">
                  {t("release:deciding.decide", { meeting: one.meeting, label: one.draft })}
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="section">
        <PageLink to={`${base}/board`}>{t("common:round.publicPage")}</PageLink>
      </p>
    </>
  );
}
