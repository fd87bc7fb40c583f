import type { Data } from "~/features/reviews/ui/system/data";
import { useWords } from "~/i18n";
import { Field, LongText, Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { SignInLink } from "~/ui/frame/SignInLink";
import { PageLink } from "~/ui/text/PageLink";

export function TakePart({ data, here }: { data: Data; here: string }) {
  const { t } = useWords();
  const { own } = data;
  return (
    <section className="section measure" aria-labelledby="review">
      <h2 id="review">{t("reviews:takePart")}</h2>
      {!data.isSignedIn && (
        <>
          <p>{t("reviews:volunteerLead")}</p>
          <SignInLink back={here} className="btn q">
            {t("common:signIn")}
          </SignInLink>
        </>
      )}
      {own?.state === "confirmed" && (
        <div className="actions">
          <PageLink
            to={`${here}/review${data.draft && !data.isWorking ? `?draft=${encodeURIComponent(data.draft)}` : ""}`}
            className="btn"
          >
            {t("reviews:fillIn")}
          </PageLink>
          <PostForm>
            <Submit intent="withdraw" kind="danger mini">
              {t("reviews:giveUp")}
            </Submit>
          </PostForm>
        </div>
      )}
      {own?.state === "declined" && <p className="notice">{t("reviews:declined")}</p>}
      {own?.state === "applied" && (
        <>
          <p className="notice" role="status">
            {t("reviews:applied")}
          </p>
          <PostForm>
            <Submit intent="withdraw" kind="q mini">
              {t("reviews:takeBack")}
            </Submit>
          </PostForm>
        </>
      )}
      {data.isSignedIn && (!own || own.state === "withdrawn") && (
        <PostForm>
          <p>{t("reviews:volunteerLead")}</p>
          {own?.affiliated ? (
            <p className="quiet">{t("reviews:affiliatedStays")}</p>
          ) : (
            <Tick name="affiliated" label={t("reviews:iAmAffiliated")} on={false} />
          )}
          <Field
            label={t("reviews:motivation")}
            hint={t("reviews:motivationHint")}
            of={["volunteer", "motivation"]}
          >
            <LongText name="motivation" maxLength={1000} dir="auto" rows={3} />
          </Field>
          <div className="actions">
            <Submit intent="volunteer">{t("reviews:volunteer")}</Submit>
          </div>
        </PostForm>
      )}
    </section>
  );
}
