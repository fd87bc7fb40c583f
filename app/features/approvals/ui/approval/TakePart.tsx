import type { Data } from "~/features/approvals/ui/approval/data";
import { PositionForm } from "~/features/approvals/ui/PositionForm";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export function TakePart({ data, base }: { data: Data; base: string }) {
  const { t } = useWords();
  const { own } = data;
  const here = `${base}/approvals/${data.number}`;
  if (!data.isSignedIn)
    return (
      <section className="section card measure" aria-labelledby="take">
        <h2 id="take">{t("approvals:form.title")}</h2>
        <p>{t("approvals:form.signInLead")}</p>
        <div className="actions">
          <SignInLink back={here} className="btn">
            {t("common:signIn")}
          </SignInLink>
        </div>
      </section>
    );
  if (!own?.isEligible) return <p className="notice section measure">{t("errors:code.joined_late")}</p>;
  const before = own.kept?.placed ?? own.taken?.placed;
  return (
    <section className="section measure" aria-labelledby="take">
      <h2 id="take">{t("approvals:form.title")}</h2>
      {own.taken && (
        <div className="notice">
          <p>
            {t("approvals:form.taken")} <Moment at={own.taken.at} />.{" "}
            <PageLink to={`${here}/receipt?leaf=${own.taken.leaf}`}>{t("votes:receipt")}</PageLink>
          </p>
        </div>
      )}
      <p className="quiet">{t("approvals:form.lead")}</p>
      <PositionForm
        prev={own.prev}
        formKey={data.formKey}
        groups={data.groups}
        offered={own.offered}
        placed={before ?? { position: null, groups: own.groups, region: own.region }}
        notes={own.kept?.notes ?? own.taken?.notes ?? {}}
        isNamed={own.isNamed}
      />
      {own.taken && (
        <PostForm className="actions">
          <input type="hidden" name="prev" value={own.prev ?? ""} />
          <input type="hidden" name="key" value={data.formKey} />
          <Submit intent="withdraw" kind="danger">
            {t("approvals:form.withdraw")}
          </Submit>
        </PostForm>
      )}
    </section>
  );
}
