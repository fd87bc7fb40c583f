import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { witnessesSchema } from "~/features/processes/contracts/setup";
import { declareWitnesses, witnessesPage } from "~/features/processes/services/declareWitnesses.server";
import { recordHead } from "~/features/recordlog/services/read.server";
import { witnessing } from "~/features/recordlog/services/witnessed.server";
import { WitnessTable } from "~/features/recordlog/ui/WitnessTable";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { Field, Refused, Saved, Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export const loader = reads(inProcess, "organizer", async ({ deps, process, t }) => {
  const head = await recordHead(deps.db, process.id);
  return {
    ...(await witnessesPage(deps, process.id)),
    witnessed: head ? await witnessing(deps.db, head.origin) : null,
    title: t("recordlog:choose.title"),
  };
});

export const action = acts(inProcess, "organizer", {
  witnesses: intent(witnessesSchema, ({ actor, deps, process }, input) =>
    declareWitnesses(deps, actor, process, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Witnesses() {
  const { offered, chosen, witnessed } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const isAll = chosen.least === chosen.names.length;
  return (
    <>
      <h1>{t("recordlog:choose.title")}</h1>
      <p className="lead">{t("recordlog:choose.lead")}</p>
      {offered.length === 0 ? (
        <p className="notice">{t("recordlog:choose.unknown")}</p>
      ) : (
        <PostForm>
          <Saved intent="witnesses">{t("recordlog:choose.saved")}</Saved>
          <Refused intent="witnesses" />
          <fieldset className="field">
            <legend>{t("recordlog:choose.names")}</legend>
            {offered.map((name) => (
              <Tick
                key={name}
                name="names"
                value={name}
                label={<bdi>{name}</bdi>}
                on={chosen.names.includes(name)}
              />
            ))}
          </fieldset>
          <Field
            label={t("recordlog:choose.least")}
            hint={t("recordlog:choose.leastHint")}
            of={["witnesses", "least"]}
          >
            <input name="least" inputMode="numeric" defaultValue={isAll ? "" : chosen.least} />
          </Field>
          <p className="quiet small measure">{t("recordlog:choose.public")}</p>
          <div className="actions">
            <Submit intent="witnesses">{t("recordlog:choose.do")}</Submit>
          </div>
        </PostForm>
      )}
      <WitnessTable witnessed={witnessed} />
    </>
  );
}
